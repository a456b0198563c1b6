import {
  type Authenticator,
  type Authorizer,
  type Call,
  type ConsumerIdentity,
  type Grant,
  LoginRefusedError,
  type Platform,
  RequestRefusedError,
  type ServiceAccess,
  silentLogger,
  StoppedError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import type { Domains } from '@holdfast/core/protocol';
import { ConsumerGrant } from './consumer-grant.js';
import type { TokenSource } from './identity.js';

/** Finds the account's hosts as a bot does, and logs in with a token of the identity service. */
export class ConsumerAuthenticator implements Authenticator {
  readonly #platform: Platform;
  readonly #token: TokenSource;
  #identity: ConsumerIdentity | undefined;
  #domains: Domains | undefined;
  /** The login that is under way. There is one at a time: see the port. */
  #call: Call | undefined;

  constructor(platform: Platform, token: TokenSource) {
    this.#platform = platform;
    this.#token = token;
  }

  discover(call: Call): Promise<Domains> {
    return this.#platform.authenticator.discover(call);
  }

  async login(domains: Domains, call: Call): Promise<Grant> {
    this.#domains = domains;
    this.#call = call;
    try {
      return new ConsumerGrant(await this.#token(this.#service, call));
    } catch (error) {
      throw error instanceof RequestRefusedError ? refused(this.#platform.accountId, error) : error;
    }
  }

  get #service(): ConsumerIdentity {
    this.#identity ??= this.#platform.services?.(this.#access()).identity;
    if (this.#identity === undefined) throw new TypeError('This platform was made without services.');
    return this.#identity;
  }

  #access(): ServiceAccess {
    return {
      accountId: this.#platform.accountId,
      domains: async () => this.#domains ?? fail('The hosts of the account are not known yet.'),
      // The session hears of a host that is out of reach by the error.
      stale: () => undefined,
      authorizer: nobody,
      terms: (signal) => {
        if (this.#call === undefined) throw new StoppedError('No login is under way.');
        return signal === undefined ? this.#call : { ...this.#call, signal };
      },
      // Each failure is told by an event of the session.
      log: silentLogger,
      secrets: () => undefined,
    };
  }
}

/** The identity service lets consumers in before anybody can prove anything. */
const nobody: Authorizer = { authorize: () => ({ headers: {}, secrets: [] }) };

const fail = (message: string): never => {
  throw new UnexpectedAnswerError(message);
};

const refused = (accountId: string, error: RequestRefusedError): LoginRefusedError =>
  new LoginRefusedError(
    `Account ${accountId}: the identity service lets this consumer in no longer, or never did (HTTP ${error.status}). Check the option identity; an anonymous consumer that is not known any longer needs a new Consumer.`,
    error.status,
    { cause: error },
  );
