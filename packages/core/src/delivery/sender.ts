import { type AgentIdentity, isAgent } from '../protocol/agent-id.js';
import { isContent, type MessageEvent } from '../protocol/message-event.js';

export const isOwn = (self: AgentIdentity, event: MessageEvent): boolean =>
  isAgent(self, event.originatorPid) || isAgent(self, event.originatorId);

/** What handlers are for: something that the consumer said. */
export const isConsumerContent = (self: AgentIdentity, event: MessageEvent): boolean =>
  event.role === 'CONSUMER' && isContent(event.event) && !isOwn(self, event);

/**
 * Something that a colleague said to the consumer. The platform's own notices (`CONTROLLER`, such as "an agent will be
 * with you shortly") answer nothing, and neither does a private message.
 */
export const isColleagueContent = (self: AgentIdentity, event: MessageEvent): boolean =>
  isContent(event.event) &&
  event.role !== undefined &&
  event.role !== 'CONSUMER' &&
  event.role !== 'CONTROLLER' &&
  event.audience !== 'AGENTS_AND_MANAGERS' &&
  !isOwn(self, event);

/** The plain text of content, if it is that. */
export const textOf = (event: { readonly type?: unknown; readonly message?: unknown }): string | undefined =>
  event.type === 'ContentEvent' && typeof event.message === 'string' ? event.message : undefined;
