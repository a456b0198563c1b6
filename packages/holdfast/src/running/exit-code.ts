import { isHoldfastError } from '@holdfast/core/internal';

/** How a process that `run()` runs ends. Beside these: 128 + the number of the signal, after a second one. */
export const ExitCode = Object.freeze({
  /** The bot stopped, and all it had begun was finished. */
  clean: 0,
  /** Something failed that may go well next time, or the drain ran out of time. */
  failed: 1,
  /** A mistake in the configuration, or a refusal: starting again as it is changes nothing. */
  refused: 2,
});

export const exitCodeOf = (error: unknown): number => (isFinal(error) ? ExitCode.refused : ExitCode.failed);

/** Said in one line, because its message is all that its reader needs. */
export const isFinal = (error: unknown): error is Error => isHoldfastError(error) && !error.transient;
