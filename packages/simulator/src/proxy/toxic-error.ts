import { SimulatorError } from '../errors.js';

/** A toxic that does not exist, or a value that it cannot have. */
export class ToxicError extends SimulatorError {
  override readonly code = 'TOXIC';

  constructor(
    readonly toxic: string,
    fact: string,
  ) {
    super(`Toxic ${toxic} of the proxy ${fact}`);
  }
}
