/** How patient every exchange is. */
export interface Terms {
  /** Milliseconds for each. */
  readonly timeout: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}
