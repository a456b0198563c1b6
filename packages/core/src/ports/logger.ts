/**
 * Where Holdfast writes what happened. pino, bunyan and winston's child loggers fit as they are; so does `console`
 * wrapped in four lines. Facts come first, a short constant message second.
 */
export interface Logger {
  /** Every frame of interest to who looks for a fault. */
  debug(facts: object, message: string): void;
  /** What an operator wants to know of a good night: live, closed, handed over. */
  info(facts: object, message: string): void;
  /** A fault that Holdfast is dealing with by itself. */
  warn(facts: object, message: string): void;
  /** A fault that needs somebody. */
  error(facts: object, message: string): void;
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLogger: Logger = Object.freeze({ debug: nothing, info: nothing, warn: nothing, error: nothing });
