import type { Agent } from './agent.js';
import type { Conversation } from './conversation.js';
import type { DialogEvent } from './dialog.js';
import type { Ring, RoutingTask } from './routing-task.js';

/** What happened in the account. The sockets turn it into notifications. */
export type DomainEvent =
  | { readonly type: 'conversationChanged'; readonly conversation: Conversation }
  | { readonly type: 'published'; readonly conversation: Conversation; readonly event: DialogEvent }
  | { readonly type: 'ringChanged'; readonly task: RoutingTask; readonly ring: Ring }
  | { readonly type: 'agentStateChanged'; readonly agent: Agent };
