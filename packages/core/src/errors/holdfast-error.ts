/** What every error of Holdfast may carry beside its message. */
export interface HoldfastErrorOptions {
  /** The original failure. It is redacted wherever Holdfast logs it. */
  readonly cause?: unknown;
}

/**
 * The base of every error that Holdfast throws, rejects with or reports.
 *
 * A message says who, what, the fact and the remedy. It never holds a bearer, a key, a URL with a token or a consumer's
 * text, so it may be logged as it is.
 */
export abstract class HoldfastError extends Error {
  /** Stable across releases and listed in `docs/errors.md`; match on this, never on the message. */
  abstract readonly code: string;
  /** Whether the same call may succeed later: decides between waiting and giving up. */
  abstract readonly transient: boolean;

  constructor(message: string, options: HoldfastErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
  }
}

/** Recognizes an error of Holdfast, also one that another installed copy of the package made. */
export const isHoldfastError = (value: unknown): value is HoldfastError =>
  value instanceof Error &&
  'code' in value &&
  typeof value.code === 'string' &&
  'transient' in value &&
  typeof value.transient === 'boolean';
