import { HandlerFailedError } from '../errors/handler.js';
import { type HoldfastError, isHoldfastError } from '../errors/holdfast-error.js';

export interface HandlerName {
  readonly className: string;
  readonly method: string;
}

/** An author's method, which may give or throw anything. */
export interface Invoked<Input> extends HandlerName {
  invoke(input: Input): unknown;
}

/** What an author's code threw, as an error of ours. It may be a proxy or have getters that throw: it is not looked into. */
export function handlerFailure({ className, method }: HandlerName, thrown: unknown): HoldfastError {
  try {
    if (isHoldfastError(thrown)) return thrown;
  } catch {
    // It resists even being looked at, so it can only be carried along.
  }
  return new HandlerFailedError(className, method, `${className}.${method} threw. See the cause.`, { cause: thrown });
}
