import type { Grant } from '../ports/authenticator.js';
import type { Side } from '../ports/side.js';
import type { SocketTarget } from '../ports/transport.js';
import { agentSocketOrigin } from '../protocol/agent-socket-origin.js';
import { agentSocketUrl } from '../protocol/agent-socket-url.js';
import type { Domains } from '../protocol/domains.js';
import { AgentRequest } from '../protocol/names.js';

export interface AgentSideOptions {
  readonly accountId: string;
  readonly appId: string;
}

/** The bearer in the path says who it is, so nothing has to be said first. Source: messaging.md §2. */
export class AgentSide implements Side {
  constructor(private readonly options: AgentSideOptions) {}

  get exclusive(): boolean {
    return true;
  }

  origin(domains: Domains): string {
    return agentSocketOrigin(domains);
  }

  target(origin: string, { bearer }: Grant): Omit<SocketTarget, 'timings'> {
    const { accountId, appId } = this.options;
    return { url: agentSocketUrl(origin, accountId, bearer, appId), clockRequest: AgentRequest.getClock };
  }
}
