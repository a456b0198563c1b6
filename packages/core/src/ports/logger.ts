/**
 * Where Holdfast writes what happened. pino, bunyan and winston's child loggers fit as they are; so does `console`
 * wrapped in four lines. Facts come first, a short constant message second.
 */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLogger: Logger = Object.freeze({ debug: nothing, info: nothing, warn: nothing, error: nothing });
