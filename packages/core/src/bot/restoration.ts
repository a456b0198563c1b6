import type { OutgoingRequest } from '../ports/transport.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import { AgentRequest } from '../protocol/names.js';
import { field, readText } from '../protocol/read.js';
import type { AgentState, Watch, WatchQuery } from './bot-options.js';

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

/** Source: messaging.md §5.4. */
export const subscribeAgentState = (accountId: string, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.subscribeAgentsState,
  body: { brandId: accountId, agentId: oldId },
});

/** Source: messaging.md §5.2. */
export const subscribeConversations = (watch: Watch, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.subscribeConversations,
  body: conversationQuery(watch, oldId),
});

/** Closed conversations with this agent that have changed since a moment of the platform's clock. Source: messaging.md §5.2. */
export const subscribeClosedConversations = (since: number, { oldId }: AgentIdentity): OutgoingRequest => ({
  type: AgentRequest.subscribeConversations,
  body: { convState: ['CLOSE'], agentIds: [oldId], minLastUpdatedTime: since },
});

function conversationQuery(watch: Watch, oldId: string): WatchQuery {
  if (watch === 'assigned') return { convState: ['OPEN'], agentIds: [oldId] };
  if (watch === 'surveys') return { stage: ['OPEN'], agentIds: [oldId] };
  if (watch === 'all') return { convState: ['OPEN'] };
  return watch.stage === undefined ? { convState: ['OPEN'], ...watch } : watch;
}

/** The id under which a subscription's notifications come. */
export const subscriptionIdOf = (answer: unknown): string | undefined => readText(field(answer, 'subscriptionId'), 64);
