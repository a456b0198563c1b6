import type { OutgoingRequest } from '../ports/transport.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import { AgentRequest } from '../protocol/names.js';
import { field, readText } from '../protocol/read.js';
import type { AgentState, Watch } from './bot-options.js';

export type SendRequest = (request: OutgoingRequest) => Promise<unknown>;

/** Sets this agent's state for routing. Source: messaging.md §5.3. */
export const setAgentState = (availability: AgentState, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.setAgentState,
  body: { channels: ['MESSAGING'], agentUserId: oldId, availability },
});

/** Source: messaging.md §5.5. */
export const subscribeRoutingTasks = (accountId: string, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.subscribeRoutingTasks,
  body: { channelType: 'MESSAGING', agentId: oldId, brandId: accountId },
});

/** Source: messaging.md §5.2. */
export const subscribeConversations = (watch: Watch, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.subscribeConversations,
  body:
    watch === 'assigned'
      ? { convState: ['OPEN'], agentIds: [oldId] }
      : watch === 'all'
        ? { convState: ['OPEN'] }
        : { convState: ['OPEN'], ...watch },
});

/** The id under which a subscription's notifications come. */
export const subscriptionIdOf = (answer: unknown): string | undefined => readText(field(answer, 'subscriptionId'), 64);
