import type { LoopOptions } from './options.js';

const LONGEST_PAUSE = 3_600_000;

/** Shorter texts ("Yes", "Thanks!") are said by both sides without either being a bot. */
const ECHO_LENGTH = 10;

/** Notices that one dialog is two bots talking to each other. It only judges; the caller pauses. */
export class LoopGuard {
  /** When the latest replies went out, oldest first. */
  readonly #times: number[] = [];
  readonly #texts: string[] = [];
  #trips = 0;

  constructor(private readonly options: LoopOptions) {}

  /** Whether one more reply now would be too many. */
  isFull(now: number): boolean {
    this.#forgetBefore(now - this.options.within);
    return this.#times.length >= this.options.replies;
  }

  /** @param text of the reply, unless the reply itself repeats the message it answers. */
  replied(now: number, text: string | undefined): void {
    if (this.options.replies === Infinity) return;
    this.#times.push(now);
    this.#texts.push(text !== undefined && text.length >= ECHO_LENGTH ? text : '');
  }

  /** Whether nothing that this bot has said lately is known. */
  get isSilent(): boolean {
    return this.#texts.length === 0;
  }

  /** Whether someone else says what this bot has just said. */
  isEcho(now: number, text: string | undefined): boolean {
    if (text === undefined || text === '') return false;
    this.#forgetBefore(now - this.options.within);
    return this.#texts.includes(text);
  }

  /** The dialog is being paused: gives for how long, twice as long as the time before. */
  trip(): number {
    this.#times.length = 0;
    this.#texts.length = 0;
    const pause = Math.min(this.options.pause * 2 ** this.#trips, Math.max(LONGEST_PAUSE, this.options.pause));
    this.#trips += 1;
    return pause;
  }

  #forgetBefore(moment: number): void {
    while ((this.#times[0] ?? Infinity) <= moment) {
      this.#times.shift();
      this.#texts.shift();
    }
  }
}
