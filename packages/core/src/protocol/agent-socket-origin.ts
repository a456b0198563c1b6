import { type Domains, Service } from './domains.js';

/** The agent socket's own service first; older accounts list only the shared one. Source: messaging.md §1.1. */
export const agentSocketOrigin = (domains: Domains): string =>
  domains.origin(domains.has(Service.agentSocket) ? Service.agentSocket : Service.sharedSocket, 'ws');
