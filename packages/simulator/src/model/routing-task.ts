import type { Agent } from './agent.js';
import type { Conversation } from './conversation.js';

export type RingState = 'WAITING' | 'ACCEPTED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED';

/** The offer of a conversation to one agent. */
export interface Ring {
  readonly id: string;
  readonly agent: Agent;
  readonly createdAt: number;
  readonly duration: number;
  state: RingState;
}

/** The wish of a conversation for an agent; it rings one agent after another until one accepts. */
export interface RoutingTask {
  readonly id: string;
  readonly conversation: Conversation;
  readonly skillId: string;
  /** A transfer names its agent: he is rung first, and also when he is OCCUPIED. */
  readonly suggested: Agent | undefined;
  readonly rings: Ring[];
  assigned: Agent | undefined;
  completed: boolean;
}
