/** The terms of one exchange with the platform's REST side. */
export interface Call {
  /** Ends the call, also while it waits between retries. The promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Milliseconds for one attempt in total: look-up, connect, headers and body. */
  readonly timeout: number;
  /** Milliseconds before each retry after a 5xx, a time-out or a network error; an empty list means no retry. */
  readonly retryDelays: readonly number[];
}
