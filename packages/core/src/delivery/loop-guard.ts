import type { LoopOptions } from './options.js';

const LONGEST_PAUSE = 3_600_000;

/** Shorter texts ("Yes", "Thanks!") are said by both sides without either being a bot. */
const ECHO_LENGTH = 10;

/** A reply that went out lately. */
interface Said {
  readonly at: number;
  /** Empty where it is too short to tell anything. */
  readonly text: string;
}

/** Notices that one dialog is two bots talking to each other. It only judges; the caller pauses. */
export class LoopGuard {
  /** The latest replies, oldest first; made for the first of them. */
  #said: Said[] | undefined;
  #trips = 0;

  constructor(private readonly options: LoopOptions) {}

  /** Whether one more reply now would be too many. */
  isFull(now: number): boolean {
    return this.#lately(now).length >= this.options.replies;
  }

  /** @param text of the reply, unless the reply itself repeats the message it answers. */
  replied(now: number, text: string | undefined): void {
    if (this.options.replies === Infinity) return;
    (this.#said ??= []).push({ at: now, text: text !== undefined && text.length >= ECHO_LENGTH ? text : '' });
  }

  /** Whether nothing that this bot has said lately is known. */
  get isSilent(): boolean {
    return this.#said === undefined || this.#said.length === 0;
  }

  /** Whether someone else says what this bot has just said. */
  isEcho(now: number, text: string | undefined): boolean {
    if (text === undefined || text === '') return false;
    return this.#lately(now).some((said) => said.text === text);
  }

  /** The dialog is being paused: gives for how long, twice as long as the time before. */
  trip(): number {
    this.#said = undefined;
    const pause = Math.min(this.options.pause * 2 ** this.#trips, Math.max(LONGEST_PAUSE, this.options.pause));
    this.#trips += 1;
    return pause;
  }

  #lately(now: number): readonly Said[] {
    const said = this.#said;
    if (said === undefined) return NOTHING;
    while ((said[0]?.at ?? Infinity) <= now - this.options.within) said.shift();
    return said;
  }
}

const NOTHING: readonly Said[] = Object.freeze([]);
