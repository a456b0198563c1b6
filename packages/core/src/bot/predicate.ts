import { types } from 'node:util';
import type { Complain } from './complain.js';

/**
 * The author's predicate, held to its promise. One that gives a promise would match everything, since a promise is
 * truthy whatever becomes of it.
 */
export function synchronous<Input>(predicate: object, complain: Complain): (input: Input) => boolean {
  if (typeof predicate !== 'function') throw complain('takes a predicate that is a function');
  if (types.isAsyncFunction(predicate) || types.isGeneratorFunction(predicate)) {
    throw complain('takes a predicate that answers at once. Make it a plain function, and wait inside the handler');
  }
  return (input) => {
    const answer: unknown = Reflect.apply(predicate, undefined, [input]);
    if (typeof answer === 'boolean') return answer;
    if (types.isPromise(answer)) answer.catch(() => undefined);
    throw new TypeError(`A predicate has to answer true or false, and this one gave ${typeof answer}.`);
  };
}
