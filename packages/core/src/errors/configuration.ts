import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** The author's mistake: an option, an environment variable or a class that cannot work. Found before any connection. */
export class ConfigurationError extends HoldfastError {
  override readonly code: string = 'CONFIGURATION';
  override readonly transient = false;

  /** @param option the option or variable at fault, as its author wrote it, for example `credentials.appKey`. */
  constructor(
    readonly option: string,
    message: string,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** A decorator in a place where it cannot work. Thrown by `start()`, naming the class and the method. */
export class HandlerDeclarationError extends ConfigurationError {
  override readonly code = 'HANDLER_DECLARATION';

  constructor(
    readonly className: string,
    readonly method: string,
    message: string,
  ) {
    super(`${className}.${method}`, message);
  }
}

/** Content that the platform would refuse, found before it is sent. */
export class ContentError extends ConfigurationError {
  override readonly code = 'CONTENT';

  /** @param path where in the content the fault is, for example `elements[2].click.actions[0].uri`. */
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(path, message);
  }
}
