import type { Call } from '@holdfast/core/internal';

/** OAuth 1.0 keys of an application, for a user of type Bot. */
export interface ApplicationKeys {
  readonly username: string;
  readonly appKey: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** An OAuth 2.0 client, for a user of type Bot. */
export interface ApplicationClient {
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A user with a password. LivePerson wants bots to log in as applications; not for production. */
export interface UserPassword {
  readonly username: string;
  readonly password: string;
}

/** A SAML assertion, for accounts with single sign-on. Newer accounts do not accept it. */
export interface SamlAssertion {
  readonly assertion: string;
}

/** A bearer that somebody else obtained and takes care of. No login, refresh or logout is sent for it. */
export interface SuppliedBearer {
  readonly bearer: string;
  readonly userId: string;
  /** The agent's public id, if known; without it the bot cannot recognize itself in some fields. */
  readonly userPid?: string;
  /**
   * Called whenever a refresh is due. May reject with `BearerExpiredError` to have the credentials asked for again.
   *
   * @default nothing is done
   */
  readonly refresh?: (call: Call) => Promise<void> | void;
}

export type Credentials = ApplicationKeys | ApplicationClient | UserPassword | SamlAssertion | SuppliedBearer;

/** Asked at every login, so that a rotated secret is picked up. It has as long as one attempt of a request. */
export type CredentialsProvider = (call: Call) => Credentials | Promise<Credentials>;
