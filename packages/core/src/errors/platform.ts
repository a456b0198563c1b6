import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** The account does not exist, or the domain service does not know it. */
export class AccountUnknownError extends HoldfastError {
  override readonly code = 'ACCOUNT_UNKNOWN';
  override readonly transient = false;
}

/** The login service refused the credentials (401, 403 or another 4xx). */
export class LoginRefusedError extends HoldfastError {
  override readonly code = 'LOGIN_REFUSED';
  override readonly transient = false;

  constructor(
    message: string,
    readonly status: number,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** HTTP 451: LivePerson has blocked the account or the user. Only their support can lift it. */
export class AccountBlockedError extends HoldfastError {
  override readonly code = 'ACCOUNT_BLOCKED';
  override readonly transient = false;
}

/** Another process logs in as the same bot user, and each login ends the other's session. */
export class BotUserTakenError extends HoldfastError {
  override readonly code = 'BOT_USER_TAKEN';
  override readonly transient = false;
}

/** The bearer is no longer accepted: a new login is due. */
export class BearerExpiredError extends HoldfastError {
  override readonly code = 'BEARER_EXPIRED';
  override readonly transient = true;
}

/** A host that is not allowed to receive a secret: untrusted suffix, plain http, IP literal, odd port. */
export class DestinationRefusedError extends HoldfastError {
  override readonly code = 'DESTINATION_REFUSED';
  override readonly transient = false;

  constructor(
    readonly host: string,
    message: string,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** No usable answer: a network failure, a time-out or a 5xx, after the retries that the platform allows. */
export class PlatformUnavailableError extends HoldfastError {
  override readonly code = 'PLATFORM_UNAVAILABLE';
  override readonly transient = true;

  /**
   * @param status the HTTP status, when there was one.
   * @param retryAfter how long the platform asks us to stay away, in milliseconds, when it said so.
   */
  constructor(
    message: string,
    readonly status?: number,
    readonly retryAfter?: number,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** An answer that arrived and is not what the service promises, for example HTML where JSON belongs. */
export class UnexpectedAnswerError extends HoldfastError {
  override readonly code = 'UNEXPECTED_ANSWER';
  override readonly transient = true;
}

/** HTTP or frame code 429. */
export class ThrottledError extends HoldfastError {
  override readonly code = 'THROTTLED';
  override readonly transient = true;

  /** @param retryAfter how long to stay away, in milliseconds; at least 1,000, and 5,000 after a login. */
  constructor(
    message: string,
    readonly retryAfter: number,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** The platform answered one request with a code above 399. The same request would be refused again. */
export class RequestRefusedError extends HoldfastError {
  override readonly code = 'REQUEST_REFUSED';
  override readonly transient = false;

  /**
   * @param requestType the wire name of the request, for example `.ams.ms.PublishEvent`.
   * @param status the code of the answer, in HTTP style.
   */
  constructor(
    readonly requestType: string,
    readonly status: number,
    message: string,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}
