import { ownOrigin } from './declaration.js';
import type { HandlerKind } from './handler-inputs.js';
import { place } from './placement.js';

/**
 * A decorator for methods that take `Input`, in both dialects: the standard one, and that of `experimentalDecorators`.
 * Neither compiles on static members, fields, accessors or private names. A symbol may name the method.
 */
export interface HandlerDecorator<Input> {
  <This extends object, M extends (this: This, input: Input) => unknown>(
    method: M,
    context: ClassMethodDecoratorContext<This, M> & { readonly static: false; readonly private: false },
  ): void;
  <M extends (input: Input) => unknown>(
    prototype: object & { readonly prototype?: never },
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void;
}

export interface DecoratorName {
  readonly decorator: string;
  readonly on: HandlerKind;
}

/**
 * Makes the decorator for one call of its factory. More than one argument means that the factory itself stands where
 * its result belongs, `@OnMessage` for `@OnMessage()`; the types forbid it, plain JavaScript cannot.
 */
export function handlerDecorator<Input>(
  { decorator, on }: DecoratorName,
  given: readonly unknown[],
): HandlerDecorator<Input> {
  const draft = { origin: ownOrigin, decorator, on, filter: given[0] };
  if (given.length <= 1) return (...target: readonly unknown[]) => place(draft, target);
  place({ ...draft, filter: undefined, fault: `lacks its parentheses. Write @${decorator}()` }, given);
  return () => undefined;
}
