import { LazyMap } from '../collections/lazy-map.js';
import type { Clock } from './monotonic.js';

export interface RepeatLimitOptions {
  /** Milliseconds after which a key is admitted anew. @default 60_000 */
  readonly every?: number;
  /** How many of a key are admitted within that time. @default 1 */
  readonly first?: number;
  /** How many keys are remembered; the one unseen for longest is forgotten first, with its count. @default 1_000 */
  readonly keys?: number;
}

export interface Admission {
  readonly admitted: boolean;
  /** How many of this key were turned away since one was last admitted. */
  readonly suppressed: number;
}

/** Keeps a repeated fault from filling the log. It holds no timer: a count is told with the next one admitted. */
export class RepeatLimit {
  readonly #every: number;
  readonly #first: number;
  readonly #keys: number;
  readonly #clock: Clock;
  readonly #seen = new LazyMap<string, Seen>();

  constructor({ every = 60_000, first = 1, keys = 1_000 }: RepeatLimitOptions, clock: Clock) {
    this.#every = every;
    this.#first = first;
    this.#keys = keys;
    this.#clock = clock;
  }

  admit(key: string): Admission {
    const now = this.#clock.now();
    const known = this.#seen.get(key);
    const current = known && now - known.since < this.#every ? known : { since: now, admitted: 0, suppressed: 0 };
    const admitted = current.admitted < this.#first;
    this.#remember(key, {
      since: current.since,
      admitted: current.admitted + (admitted ? 1 : 0),
      suppressed: current.suppressed + (admitted ? 0 : 1),
    });
    return { admitted, suppressed: admitted ? (known?.suppressed ?? 0) : current.suppressed + 1 };
  }

  #remember(key: string, seen: Seen): void {
    this.#seen.delete(key);
    this.#seen.set(key, seen);
    if (this.#seen.size <= this.#keys) return;
    for (const oldest of this.#seen.keys()) {
      this.#seen.delete(oldest);
      return;
    }
  }
}

interface Seen {
  readonly since: number;
  readonly admitted: number;
  readonly suppressed: number;
}
