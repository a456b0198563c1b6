import { install } from '@sinonjs/fake-timers';
import { ArenaError } from '../arena-error.js';
import type { ArenaTime } from './arena-time.js';

/**
 * What tells the time or waits for it. All else stays real: promises, `setImmediate` and the event loop carry what is on
 * its way at a moment.
 */
const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

/** Turns of the loop without anything arriving, after which nothing more will. */
const QUIET = 3;

/** When it is at first, by the wall clock, unless somebody says so: always the same, so that a run can be had again. */
const BEGINNING = Date.UTC(2024, 0, 1, 12);

/**
 * Time that stands still unless somebody waits for something, and then goes from one timer to the next. A bot reads the
 * global clock and timers as any program does, so it is these that are replaced, from here until the end of this time.
 *
 * @throws ArenaError while another virtual time holds the clock of this process.
 */
export class VirtualTime implements ArenaTime {
  readonly kind = 'virtual';
  readonly #clock: ReturnType<typeof install>;
  readonly #arrived: () => number;
  #waiting = 0;
  #running: Promise<void> | undefined;

  /**
   * @param arrived how much has arrived anywhere: while this grows, time stands still.
   * @param beginning epoch milliseconds.
   */
  constructor(arrived: () => number, beginning = BEGINNING) {
    this.#arrived = arrived;
    if ('clock' in setTimeout) {
      throw new ArenaError(
        'The clock of this process is virtual already, and there is only one. Stop the arena that was opened before (`await using` does it by itself), or your own fake timers, or choose { time: "real" }.',
      );
    }
    // What was begun before may still end, and clears its timers then.
    this.#clock = install({ now: beginning, toFake: [...FAKED], shouldClearNativeTimers: true });
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.#waiting += 1;
    const noted = work.finally(() => (this.#waiting -= 1));
    noted.catch(() => {});
    const running = (this.#running ??= this.#run());
    // What a timer throws would end a process; here it ends whoever waits.
    return Promise.race([noted, running.then(() => noted)]);
  }

  async pass(duration: number): Promise<void> {
    await this.during(new Promise<void>((resolve) => setTimeout(resolve, duration)));
  }

  [Symbol.dispose](): void {
    this.#clock.uninstall();
  }

  async #run(): Promise<void> {
    try {
      await this.#settle();
      while (this.#waiting > 0) {
        if (this.#clock.countTimers() === 0) {
          throw new ArenaError(
            'Virtual time cannot go on: somebody waits, and no timer is left that could change anything. What waits for a file, a process or a network outside this one needs { time: "real" }.',
          );
        }
        this.#clock.next();
        await this.#settle();
      }
    } finally {
      this.#running = undefined;
    }
  }

  async #settle(): Promise<void> {
    let seen = this.#arrived();
    for (let quiet = 0; quiet < QUIET; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = this.#arrived();
      if (now === seen) continue;
      seen = now;
      quiet = 0;
    }
  }
}
