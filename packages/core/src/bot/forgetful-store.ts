import { inMemoryStore, type InMemoryStoreOptions } from '../memory/in-memory-store.js';
import type { Logger } from '../ports/logger.js';
import type { Store } from '../ports/store.js';
import { monotonicClock } from '../resilience/monotonic.js';

/** Milliseconds between two records that tell of entries forgotten. */
const QUIET = 60_000;

/**
 * The memory of a bot that was given no store. It is bounded, so it may forget, and then its author is told.
 *
 * @param oddity is called for each entry that was forgotten.
 */
export function forgetfulStore(
  log: Logger,
  oddity: (kind: string) => void,
  { clock = monotonicClock, ...limits }: InMemoryStoreOptions = {},
): Store {
  let forgotten = 0;
  let quietUntil = -Infinity;
  const forgot = (): void => {
    oddity('memory-forgotten');
    forgotten += 1;
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + QUIET;
    log.warn(
      { forgotten },
      'the memory is full: what was unused for longest is forgotten; an own store would keep more',
    );
    forgotten = 0;
  };
  return inMemoryStore({ ...limits, clock, forgot });
}
