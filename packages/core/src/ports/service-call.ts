/** What every call of a service may be given. */
export interface ServiceCallOptions {
  /** Ends the call, also while it waits between tries. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
