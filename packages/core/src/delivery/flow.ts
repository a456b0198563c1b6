export interface Marks {
  readonly highWater: number;
  readonly lowWater: number;
}

export interface Tap {
  pause(): void;
  resume(): void;
  /** The low-water mark was reached: more may be asked for. */
  drained(): void;
}

const HIGH_SIZE = 8_388_608;
const LOW_SIZE = HIGH_SIZE / 2;
/** The part of the high mark by which it may be exceeded: a hundred messages, about what one read of the socket brings. */
const SLACK = 10;

/**
 * Holds memory flat under a flood, without a dead-lock.
 *
 * The answers to our own requests come over the same socket as the flood, so a paused socket would starve the very
 * handlers that are to drain the queue. Three rules settle it. From the high mark until the low one the socket is paused,
 * but only while no request is in flight. What comes all the same is held, since it is in memory already, up to a tenth
 * above the mark: to drop it and read it from history again would cost several times as much, just when the bot has most to
 * do. Beyond that, or beyond 8 MiB of text, no message is held: a dialog only remembers that there is more, and reads it
 * from history later (`catch-up.ts`), so memory does not depend on the pause.
 */
export class Flow {
  #queued = 0;
  #size = 0;
  #pressed = false;
  #inFlight = 0;
  #paused = false;

  constructor(
    private readonly marks: Marks,
    private readonly tap: Tap,
  ) {}

  get queued(): number {
    return this.#queued;
  }

  /** From the high-water mark until the low-water mark: nothing is to be asked for. */
  get pressed(): boolean {
    return this.#pressed;
  }

  /** No further message may be held. */
  get full(): boolean {
    const { highWater } = this.marks;
    return this.#queued >= highWater + Math.floor(highWater / SLACK) || this.#size >= HIGH_SIZE;
  }

  add(size: number): void {
    this.#queued += 1;
    this.#size += size;
    if (this.#pressed || (this.#queued < this.marks.highWater && this.#size < HIGH_SIZE)) return;
    this.#pressed = true;
    this.#turn();
  }

  remove(size: number): void {
    this.#queued -= 1;
    this.#size -= size;
    if (!this.#pressed || this.#queued > this.marks.lowWater || this.#size > LOW_SIZE) return;
    this.#pressed = false;
    this.#turn();
    this.tap.drained();
  }

  requestStarted(): void {
    this.#inFlight += 1;
    this.#turn();
  }

  requestEnded(): void {
    this.#inFlight -= 1;
    this.#turn();
  }

  /** Leaves the socket running. */
  release(): void {
    this.#pressed = false;
    this.#turn();
  }

  #turn(): void {
    const pause = this.#pressed && this.#inFlight === 0;
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.tap.pause();
    else this.tap.resume();
  }
}
