import { failureOf } from '../failure.js';
import type { Tape } from '../tape/tape.js';

export interface NotedCall<T> {
  /** Its name, the same for all calls of its kind. */
  readonly of: string;
  readonly work: Promise<T>;
  /** What of its result may be noted. @default nothing but that there is one */
  readonly told?: (result: T) => unknown;
}

/** Notes a call when it begins and when it has an answer; gives the same promise. */
export function noteCall<T>(tape: Tape, { of, work, told }: NotedCall<T>): Promise<T> {
  const call = tape.next();
  tape.note({ kind: 'call', call, of });
  work.then(
    (result) => tape.note({ kind: 'return', call, ...valueOf(told?.(result)) }),
    (error: unknown) => tape.note({ kind: 'return', call, failure: failureOf(error) }),
  );
  return work;
}

const valueOf = (value: unknown): { readonly value?: unknown } => (value === undefined ? {} : { value });
