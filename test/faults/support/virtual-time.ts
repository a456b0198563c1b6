import { type SinonFakeTimers, useFakeTimers } from 'sinon';

/** What the code under test reads. Microtasks stay real: promises run on them. */
const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'Date',
  'performance',
] as const;

/**
 * Time that passes when a test says so; it begins later than all time that this process has seen. Bots of a process share
 * a limit on how fast they connect, which remembers the latest moment: so tests in real time come first in a file.
 */
export class VirtualTime implements Disposable {
  static #latest = 0;
  readonly #clock: SinonFakeTimers;

  constructor() {
    const begin = Math.ceil(Math.max(VirtualTime.#latest, performance.now())) + 60_000;
    this.#clock = useFakeTimers({ now: Date.now(), toFake: [...FAKED] });
    this.#clock.tick(begin);
  }

  /** Milliseconds, by the clock that never jumps. */
  get now(): number {
    return performance.now();
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#clock.countTimers();
  }

  /** In steps, for what is due on the way to be done then. */
  async pass(duration: number): Promise<void> {
    const step = 100;
    for (let left = duration; left > 0; left -= step) await this.#clock.tickAsync(Math.min(step, left));
  }

  /** Sets the wall clock alone, as somebody does who corrects it. */
  setWallClock(date: Date): void {
    this.#clock.setSystemTime(date);
  }

  [Symbol.dispose](): void {
    VirtualTime.#latest = performance.now();
    this.#clock.restore();
  }
}
