import { ConfigurationError } from '../errors/configuration.js';
import { HandlerFailedError } from '../errors/handler.js';
import { handlerFailure } from './handler-failure.js';
import type { HandlerInputs, HandlerKind } from './handler-inputs.js';
import type { Callee } from './handlers.js';

/** What a middleware sees of a handler that is about to run. `kind` tells which type `input` has. */
export type HandlerContext = {
  readonly [K in HandlerKind]: {
    readonly kind: K;
    readonly className: string;
    readonly method: string;
    readonly input: HandlerInputs[K];
  };
}[HandlerKind];

/**
 * Runs around every handler, the first one given outermost. It calls `next` to go on, once, and may await it, measure it,
 * or catch what it rejects with. Without `next` the handler does not run, and a message counts as handled. What a
 * middleware throws counts as a failure of the handler.
 */
export type Middleware = (context: HandlerContext, next: () => Promise<void>) => unknown;

/** The middleware of one bot, in the order in which it was given. */
export class MiddlewareStack {
  #layers = NONE;

  /** Counts from the next handler on; one that runs already keeps what it began with. */
  add(middleware: Middleware): void {
    if (typeof middleware !== 'function') {
      throw new ConfigurationError(
        'use',
        'bot.use() takes a function (context, next) => …; call next() inside it to go on.',
      );
    }
    this.#layers = [...this.#layers, middleware];
  }

  /** Runs a handler within the middleware. */
  run<K extends HandlerKind>(kind: K, handler: Callee<HandlerInputs[K]>, input: HandlerInputs[K]): Promise<void> {
    if (this.#layers.length === 0) return handler.call(input);
    const { className, method } = handler;
    const context = { kind, className, method, input } as HandlerContext;
    return descend(this.#layers, context, () => handler.call(input));
  }
}

const NONE: readonly Middleware[] = Object.freeze([]);

/** Runs the outermost layer, which runs the rest by its `next`. */
async function descend(
  layers: readonly Middleware[],
  context: HandlerContext,
  run: () => Promise<void>,
): Promise<void> {
  const [layer, ...inner] = layers;
  if (layer === undefined) return run();
  let called = false;
  const next = (): Promise<void> => {
    if (called) return Promise.reject(calledTwice(context));
    called = true;
    return descend(inner, context, run);
  };
  try {
    await layer(context, next);
  } catch (thrown) {
    throw handlerFailure(context, thrown);
  }
}

const calledTwice = ({ className, method }: HandlerContext): HandlerFailedError =>
  new HandlerFailedError(
    className,
    method,
    `A middleware called next() twice around ${className}.${method}. Call it once: a handler runs once for each attempt.`,
  );
