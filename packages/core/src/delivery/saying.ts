import type { Outcome } from './post.js';
import type { OutgoingContent } from './turn.js';

/** The turn that a reply is part of, as far as the reply is concerned. */
export interface Speaker {
  /** A reply is out, or will never be. */
  settled(saying: Saying<Speaker>): void;
}

const nothing = (): void => {};

/** The `number`-th reply (from 1) of a turn, from when it is said until it is out. */
export class Saying<Turn extends Speaker> implements Outcome {
  /** Its sequence. */
  readonly said: Promise<number>;
  #resolve: (sequence: number) => void = nothing;
  #reject: (error: unknown) => void = nothing;

  constructor(
    readonly turn: Turn,
    readonly number: number,
    readonly content: OutgoingContent,
  ) {
    this.said = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  resolve(sequence: number): void {
    this.turn.settled(this);
    this.#resolve(sequence);
  }

  /** A reply that nobody awaits must not end the process: the turn tells of its failure. */
  reject(error: unknown): void {
    this.turn.settled(this);
    this.said.catch(nothing);
    this.#reject(error);
  }
}
