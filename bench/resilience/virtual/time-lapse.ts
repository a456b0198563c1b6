import sinon, { type SinonFakeTimers } from 'sinon';

/** Turns of the loop without news after which nothing is on its way any more. */
const QUIET = 12;

/**
 * Virtual time over real sockets. Timers and clocks of this process are fake; the network is real, and time stands still
 * until nothing moves on it. What should still be on its way is late by one timer then, which a network may always be.
 *
 * Begin it before anything reads a clock. Sockets keep time of their own inside Node.js, for idle keep-alive connections
 * only.
 */
export class TimeLapse implements Disposable {
  readonly #clock: SinonFakeTimers;
  #activity = (): number => 0;

  constructor() {
    this.#clock = sinon.useFakeTimers({
      now: Date.now(),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
  }

  /** @param activity a number that changes whenever something has arrived. */
  watch(activity: () => number): void {
    this.#activity = activity;
  }

  /** Lets this many milliseconds pass. */
  async pass(duration: number): Promise<void> {
    let over = false;
    setTimeout(() => (over = true), duration);
    await this.#settle();
    while (!over) {
      this.#clock.next();
      await this.#settle();
    }
  }

  /** Lets time pass until a promise is settled, and gives what it came to. */
  async during<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const noted = work.finally(() => (over = true));
    noted.catch(() => {});
    await this.#settle();
    while (!over) {
      this.#clock.next();
      await this.#settle();
    }
    return noted;
  }

  [Symbol.dispose](): void {
    this.#clock.restore();
  }

  async #settle(): Promise<void> {
    let seen = this.#activity();
    for (let quiet = 0; quiet < QUIET; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = this.#activity();
      if (now === seen) continue;
      seen = now;
      quiet = 0;
    }
  }
}
