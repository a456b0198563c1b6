import { HandlerFailedError } from '../errors/handler.js';
import { type HoldfastError, isHoldfastError } from '../errors/holdfast-error.js';

/** Anything that was thrown, as an error of ours. It may be a proxy or have throwing getters: it is not looked into. */
export function failureOf(thrown: unknown): HoldfastError {
  try {
    if (isHoldfastError(thrown)) return thrown;
  } catch {
    // It resists even being looked at, so it can only be carried along.
  }
  const message = 'A handler threw something that is not an error of Holdfast; see its cause.';
  return new HandlerFailedError('Bot', 'handler', message, { cause: thrown });
}
