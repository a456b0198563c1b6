import { ConfigurationError } from './configuration.js';
import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** The session port was asked for, and the package that serves it is not installed. */
export class ConsoleMissingError extends ConfigurationError {
  override readonly code = 'CONSOLE_MISSING';
}

/** The session port could not be opened, for example because another program has it. */
export class SessionPortError extends HoldfastError {
  override readonly code = 'SESSION_PORT';
  override readonly transient = true;

  /** @param address host and port */
  constructor(
    readonly address: string,
    options?: HoldfastErrorOptions,
  ) {
    super(
      `The session port ${address} could not be opened (${reasonOf(options?.cause)}). Choose another port, or 0 for any free one.`,
      options,
    );
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown reason';
