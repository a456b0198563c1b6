import type { ConfigurationList } from './account-configuration.js';
import type { ConsumerIdentity } from './consumer-identity.js';
import type { ContextStore } from './context-store.js';
import type { Engagements } from './engagements.js';
import type { MessagingHistory } from './messaging-history.js';
import type { NextActions } from './next-actions.js';
import type { Users } from './users.js';

/** What LivePerson offers a bot beside its socket. Each client is made when it is first asked for. */
export interface Services {
  readonly users: Users;
  readonly skills: ConfigurationList;
  readonly agentGroups: ConfigurationList;
  readonly history: MessagingHistory;
  readonly engagements: Engagements;
  readonly identity: ConsumerIdentity;
  /** Needs the option `orchestrator`. @throws ConfigurationError without it */
  readonly context: ContextStore;
  /** Needs the option `orchestrator`. @throws ConfigurationError without it */
  readonly nextActions: NextActions;
}
