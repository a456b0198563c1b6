import type { Clock } from './monotonic.js';

export interface TokenBucketOptions {
  readonly perSecond: number;
  /** How many may go at once after a rest. @default 1 */
  readonly burst?: number;
}

/**
 * Shares a rate among callers in the order in which they ask. It holds no timer: each caller learns how long to wait
 * and waits by itself. A turn that was given is spent, also when its owner gives up meanwhile.
 */
export class TokenBucket {
  readonly #interval: number;
  readonly #slack: number;
  readonly #clock: Clock;
  /** When the bucket would be empty of debts if nobody asked again. */
  #paidAt = -Infinity;
  #latest = -Infinity;

  constructor({ perSecond, burst = 1 }: TokenBucketOptions, clock: Clock) {
    this.#interval = 1_000 / perSecond;
    this.#slack = (burst - 1) * this.#interval;
    this.#clock = clock;
  }

  /** Takes the next turn. Gives the milliseconds until it comes, 0 for now. */
  reserve(): number {
    const now = this.#clock.now();
    // Only a test puts another clock in place; what was owed by the old one is not owed by this one.
    if (now < this.#latest) this.#paidAt = -Infinity;
    this.#latest = now;
    const turn = Math.max(this.#paidAt, now);
    this.#paidAt = turn + this.#interval;
    return Math.max(turn - this.#slack - now, 0);
  }
}
