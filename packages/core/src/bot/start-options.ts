export interface StartOptions {
  /** Gives up waiting: the bot stops, and `start()` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface StopOptions {
  /** How long running handlers may take, in milliseconds. @default the bot's `drainTimeout` */
  readonly drainTimeout?: number;
}
