import type { Domains } from '../protocol/domains.js';
import type { Call } from './call.js';

/** Finds an account's hosts and turns credentials into a bearer. One per bot. */
export interface Authenticator {
  /**
   * Asks the domain service. Not cached: the session decides when an old answer still serves.
   *
   * Rejects with `AccountUnknownError`, `PlatformUnavailableError`, `UnexpectedAnswerError`, `DestinationRefusedError`.
   */
  discover(call: Call): Promise<Domains>;

  /**
   * Logs in. A provider function of credentials is asked again at each login. Called twice, it logs in twice, and the
   * first bearer dies: callers serialize (see `session/`).
   *
   * Rejects with `LoginRefusedError` (4xx), `AccountBlockedError` (451), `ThrottledError` (429),
   * `PlatformUnavailableError`, `UnexpectedAnswerError`, `DestinationRefusedError`, `ConfigurationError`.
   */
  login(domains: Domains, call: Call): Promise<Grant>;
}

/** What a login gave. The csrf token and the cookies that belong to the bearer stay inside. */
export interface Grant {
  readonly bearer: string;
  readonly userId: string;
  /** The agent's public id; unknown when the bearer was supplied from outside. */
  readonly userPid?: string;
  /** How long the login session lasts unrefreshed, in milliseconds, where the platform said so. */
  readonly sessionTtl?: number;
  /** All that must never be printed, the bearer among it. Read again after each refresh: cookies may have changed. */
  readonly secrets: readonly string[];

  /**
   * Prolongs the login session; the bearer stays the same. Does nothing for a supplied bearer without a refresh function.
   *
   * Rejects with `BearerExpiredError` on 401: log in again. Other failures change nothing.
   */
  refresh(call: Call): Promise<void>;

  /** Ends the login session. Resolves also if the platform no longer knew it. */
  logout(call: Call): Promise<void>;
}
