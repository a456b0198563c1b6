import { StoreUnavailableError } from '../errors/store.js';
import type { Clock } from '../resilience/monotonic.js';

/** After the store let one call wait in vain, how long others do not even ask. In milliseconds. */
const RESPITE = 5_000;

/** Waits for a store, but not for ever: a disk that hangs must cost the first handler some time, and the others none. */
export class Patience {
  #hangsUntil = -Infinity;

  constructor(private readonly clock: Clock) {}

  /** Rejects with `StoreUnavailableError` when the time is over. The work may still finish. */
  async within<T>(timeout: number, work: () => Promise<T>): Promise<T> {
    if (this.clock.now() < this.#hangsUntil) throw new StoreUnavailableError('The store did not answer lately.');
    return this.insistently(timeout, work);
  }

  /** The same, but asks also if the store has not answered lately. */
  async insistently<T>(timeout: number, work: () => Promise<T>): Promise<T> {
    const { promise: overdue, reject } = deferred();
    const timer = setTimeout(() => {
      this.#hangsUntil = this.clock.now() + RESPITE;
      reject(new StoreUnavailableError(`The store did not answer within ${timeout} ms. Check its disk.`));
    }, timeout);
    try {
      const answer = await Promise.race([work(), overdue]);
      this.#hangsUntil = -Infinity;
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }
}

function deferred(): { readonly promise: Promise<never>; readonly reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => (reject = refuse));
  return { promise, reject };
}
