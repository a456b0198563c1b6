import { askOwner, type Authenticator, type Call, type Grant } from '@holdfast/core/internal';
import { type Domains, Service } from '@holdfast/core/protocol';
import { AccountDoor, type AccountDoorOptions } from './account-door.js';
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
export const authenticator = (options: AuthenticatorOptions): Authenticator => new AccountAuthenticator(options);

class AccountAuthenticator implements Authenticator {
  readonly #door: AccountDoor;
  /** Credentials that stand still are checked once and at once. */
  readonly #credentials: CheckedCredentials | CredentialsProvider;

  constructor(options: AuthenticatorOptions) {
    const { credentials } = options;
    this.#door = new AccountDoor(options);
    this.#credentials = typeof credentials === 'function' ? credentials : readCredentials(credentials);
  }

  async discover(call: Call): Promise<Domains> {
    return this.#door.domains(await discover(this.#door, call));
  }

  async login(domains: Domains, call: Call): Promise<Grant> {
    const door = this.#door;
    const current = await this.#current(call);
    if (current.form === 'bearer') return new SuppliedGrant({ accountId: door.accountId, ...current });
    const { who, body } = current;
    return login({ door, origin: domains.origin(Service.login), who, body }, call);
  }

  async #current(call: Call): Promise<CheckedCredentials> {
    const provider = this.#credentials;
    if (typeof provider !== 'function') return provider;
    const name = `Account ${this.#door.accountId}: the credentials function`;
    return readCredentials(await askOwner(name, call, () => provider(call)));
  }
}
