import { askOwner, type Authenticator, type Call, type Grant } from '@holdfast/core/internal';
import { type Domains, Service } from '@holdfast/core/protocol';
import { accountDoor, type AccountDoorOptions } from './account-door.js';
import type { Credentials, CredentialsProvider } from './credentials.js';
import { discover } from './discover.js';
import { login } from './login.js';
import { type CheckedCredentials, readCredentials } from './read-credentials.js';
import { SuppliedGrant } from './supplied-grant.js';

export interface AuthenticatorOptions extends AccountDoorOptions {
  /** Keys, a client, a password, an assertion, a bearer, or a function that gives one of these at every login. */
  readonly credentials: Credentials | CredentialsProvider;
}

/**
 * Makes the `Authenticator` of one bot. Nothing is sent and nothing is opened until it is used; idle connections do not
 * keep the process alive.
 *
 * @throws ConfigurationError naming the option at fault. Credentials from a function are checked at each login instead.
 */
export function authenticator(options: AuthenticatorOptions): Authenticator {
  const { accountId, credentials } = options;
  const { origin, send, domains: domainsOf } = accountDoor(options);
  const readCurrent = credentialsReader(accountId, credentials);

  return {
    async discover(call: Call): Promise<Domains> {
      return domainsOf(await discover({ accountId, origin, send }, call));
    },

    async login(domains: Domains, call: Call): Promise<Grant> {
      const current = await readCurrent(call);
      if (current.form === 'bearer') return new SuppliedGrant({ accountId, ...current });
      const { who, body } = current;
      return login({ accountId, origin: domains.origin(Service.login), who, body, send }, call);
    },
  };
}

/** Credentials that stand still are checked once and at once. */
function credentialsReader(
  accountId: string,
  credentials: Credentials | CredentialsProvider,
): (call: Call) => CheckedCredentials | Promise<CheckedCredentials> {
  if (typeof credentials !== 'function') {
    const checked = readCredentials(credentials);
    return () => checked;
  }
  const name = `Account ${accountId}: the credentials function`;
  return async (call) => readCredentials(await askOwner(name, call, () => credentials(call)));
}
