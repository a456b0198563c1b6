import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** Whether a request had left the process: `no` means it surely had not, `unknown` that the platform may have acted. */
export type Sent = 'no' | 'unknown';

/** The socket ended, or was not there, while a request needed it. */
export class ConnectionLostError extends HoldfastError {
  override readonly code = 'CONNECTION_LOST';
  override readonly transient = true;

  constructor(
    message: string,
    readonly sent: Sent,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** The platform did not answer a request in time. It may have acted on it. */
export class RequestTimeoutError extends HoldfastError {
  override readonly code = 'REQUEST_TIMEOUT';
  override readonly transient = true;
  readonly sent: Sent = 'unknown';

  constructor(
    readonly requestType: string,
    message: string,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** The queue of requests that wait for the session to be live is full, or a request waited in it for too long. */
export class QueueOverflowError extends HoldfastError {
  override readonly code = 'QUEUE_OVERFLOW';
  override readonly transient = true;
  readonly sent: Sent = 'no';
}

/** The bot is stopping or has stopped: nothing new is begun. */
export class StoppedError extends HoldfastError {
  override readonly code = 'STOPPED';
  override readonly transient = false;
  readonly sent: Sent = 'no';
}

/** The platform answered the WebSocket upgrade with a plain HTTP status. */
export class UpgradeRefusedError extends HoldfastError {
  override readonly code = 'UPGRADE_REFUSED';
  override readonly transient = true;

  /** @param retryAfter how long the platform asks us to stay away, in milliseconds, when it said so. */
  constructor(
    message: string,
    readonly status: number,
    readonly retryAfter?: number,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** The socket carried something that breaks the protocol: too large, too deep, malformed, an illegal close code. */
export class ProtocolViolationError extends HoldfastError {
  override readonly code = 'PROTOCOL_VIOLATION';
  override readonly transient = true;
}
