import type { ServiceAccess, Services } from '@holdfast/core/internal';
import { configurationList } from './configuration-list.js';
import { ConsumerIdentityClient } from './consumer-identity.js';
import type { ClientParts } from './door.js';
import { engagements } from './engagements.js';
import { type Connection, httpExchange } from './exchange.js';
import { messagingHistory } from './messaging-history.js';
import { orchestrator } from './orchestrator/orchestrator.js';
import type { OrchestratorOptions } from './orchestrator/options.js';
import { rest } from './rest.js';
import { UsersClient } from './users/users.js';

export interface AccountServicesOptions {
  readonly connection?: Connection;
  /** @default none: `context` and `nextActions` throw when they are asked for */
  readonly orchestrator?: OrchestratorOptions;
}

/** The clients of one account. None is made, and nothing is opened, until it is used. */
export function accountServices(access: ServiceAccess, options: AccountServicesOptions = {}): Services {
  const { connection = {} } = options;
  const parts = lazy(() => ({
    access,
    rest: rest({
      accountId: access.accountId,
      exchange: httpExchange(connection),
      unreachable: () => access.stale(),
      secrets: (values) => access.secrets(values),
      log: access.log,
    }),
  }));
  const client = <T>(make: (parts: ClientParts) => T): (() => T) => lazy(() => make(parts()));
  const users = client((given) => new UsersClient(given));
  const skills = client((given) => configurationList(given, 'skills'));
  const agentGroups = client((given) => configurationList(given, 'agentGroups'));
  const history = client(messagingHistory);
  const visits = client(engagements);
  const identity = client((given) => new ConsumerIdentityClient(given));
  const conductor = lazy(() => orchestrator(parts(), options.orchestrator));
  return Object.freeze<Services>({
    get users() {
      return users();
    },
    get skills() {
      return skills();
    },
    get agentGroups() {
      return agentGroups();
    },
    get history() {
      return history();
    },
    get engagements() {
      return visits();
    },
    get identity() {
      return identity();
    },
    get context() {
      return conductor().context;
    },
    get nextActions() {
      return conductor().nextActions;
    },
  });
}

/** Made at the first call, and kept. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
