/** The longest delay that a timer of Node.js can hold; a longer one would fire at once. */
const LONGEST = 2_147_483_647;
/** A timer that is later than this fired in a blocked loop or in a process that had been stopped. */
const LATE = 1_000;
/** How long the loop may read its sockets before a late alarm rings. */
const GRACE = 200;

/** Whose alarm it is. */
export interface Bell {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** @param late the milliseconds between the due moment and the firing of the timer. */
  ring(late: number): void;
}

/**
 * One timer on the monotonic clock, set again as often as needed.
 *
 * Timers run before sockets are read. So after a blocked loop or a stopped process an alarm gives the loop a moment
 * to read what had arrived in time, and rings only then, saying how late it was.
 */
export class Alarm {
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;

  constructor(private readonly bell: Bell) {}

  /** The moment it is set to, by the clock of its owner; `Infinity` while it is not set. */
  get due(): number {
    return this.#due;
  }

  /** @param delay milliseconds; `Infinity` means never. Replaces what was set before. */
  set(delay: number): void {
    this.clear();
    if (delay === Infinity) return;
    this.#due = this.bell.now() + delay;
    this.#wait(delay);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = Infinity;
  }

  #wait(delay: number): void {
    this.#timer = setTimeout(this.#fired.bind(this), Math.min(Math.ceil(delay), LONGEST));
  }

  #fired(): void {
    const late = this.bell.now() - this.#due;
    // Early: the delay was beyond the longest, or the loop had an old idea of the time when the timer was set.
    if (late < 0) this.#wait(-late);
    else if (late > LATE) this.#timer = setTimeout(() => this.#rang(late), GRACE);
    else this.#rang(late);
  }

  #rang(late: number): void {
    this.#due = Infinity;
    this.bell.ring(late);
  }
}
