import type { Side } from '../ports/side.js';
import { agentSocketOrigin } from '../protocol/agent-socket-origin.js';
import { agentSocketUrl } from '../protocol/agent-socket-url.js';
import { AgentRequest } from '../protocol/names.js';

export interface AgentSideOptions {
  readonly accountId: string;
  readonly appId: string;
}

/** The bearer in the path says who it is, so nothing has to be said first. Source: messaging.md §2. */
export const agentSide = ({ accountId, appId }: AgentSideOptions): Side => ({
  exclusive: true,
  origin: agentSocketOrigin,
  target: (origin, { bearer }) => ({
    url: agentSocketUrl(origin, accountId, bearer, appId),
    clockRequest: AgentRequest.getClock,
  }),
});
