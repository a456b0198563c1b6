import type { Authorizer } from './authorizer.js';
import type { ServiceCallOptions } from './service-call.js';

export interface ExchangeOptions extends ServiceCallOptions {
  /** @default 'default' */
  readonly connectorId?: string;
}

/**
 * Tokens for consumers, from the account's identity provider. Every one of them lets its holder speak as that consumer.
 * Source: rest-and-auth.md §8.4.
 */
export interface ConsumerIdentity {
  /** A new anonymous consumer, for demonstrations only: production accounts have it turned off. */
  signUp(options?: ServiceCallOptions): Promise<string>;

  /**
   * The token of an anonymous consumer, to be exchanged. It lasts ten minutes; given again within its month, it becomes a
   * fresh one of the same consumer.
   */
  anonymous(previous?: string, options?: ServiceCallOptions): Promise<string>;

  /** Turns an anonymous token, or the token that a brand has signed, into one that the messaging socket takes. */
  exchange(idToken: string, options?: ExchangeOptions): Promise<string>;

  /** The older way: the brand's signed token (implicit flow), or an authorization code that the platform redeems (code flow). */
  authenticate(codeOrToken: string, options?: ServiceCallOptions): Promise<string>;

  /** For connectors: the token of a consumer whom the brand knows by this id. The app token goes without `Bearer`. */
  connectorToken(externalId: string, app: Authorizer, options?: ServiceCallOptions): Promise<string>;
}
