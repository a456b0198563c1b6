export interface Marks {
  readonly highWater: number;
  readonly lowWater: number;
}

export interface Tap {
  pause(): void;
  resume(): void;
}

const HIGH_SIZE = 8_388_608;
const LOW_SIZE = HIGH_SIZE / 2;

/**
 * Holds memory flat under a flood, without a dead-lock.
 *
 * The answers to our own requests come over the same socket as the flood, so a paused socket would starve the very
 * handlers that are to drain the queue. Two rules settle it. While the queue is full (by count, or by 8 MiB of text), no
 * message is held: a dialog only remembers that there is more, and reads it from history later (`catch-up.ts`), so memory
 * does not depend on the pause. And the socket is paused only while no request is in flight.
 */
export class Flow {
  #queued = 0;
  #size = 0;
  #full = false;
  #inFlight = 0;
  #paused = false;

  constructor(
    private readonly marks: Marks,
    private readonly tap: Tap,
    private readonly drained: () => void,
  ) {}

  get queued(): number {
    return this.#queued;
  }

  /** From the high-water mark until the low-water mark. */
  get full(): boolean {
    return this.#full;
  }

  add(size: number): void {
    this.#queued += 1;
    this.#size += size;
    if (!this.#full && (this.#queued >= this.marks.highWater || this.#size >= HIGH_SIZE)) this.#full = true;
    this.#turn();
  }

  remove(size: number): void {
    this.#queued -= 1;
    this.#size -= size;
    if (!this.#full || this.#queued > this.marks.lowWater || this.#size > LOW_SIZE) return;
    this.#full = false;
    this.#turn();
    this.drained();
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
    this.#full = false;
    this.#turn();
  }

  #turn(): void {
    const pause = this.#full && this.#inFlight === 0;
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.tap.pause();
    else this.tap.resume();
  }
}
