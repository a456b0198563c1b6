import type { Standing } from '../resilience/line.js';
import type { Outcome } from './post.js';
import type { OutgoingContent } from './turn.js';

/** The turn that a reply is part of, as far as the reply is concerned. */
export interface Speaker<Turn> {
  /** A reply is out, or will never be. Called once for each. */
  settled(saying: Saying<Turn>): void;
}

const nothing = (): void => {};

/** The `number`-th reply (from 1) of a turn, from when it is said until it is out. Only its first outcome counts. */
export class Saying<Turn> implements Outcome, Standing<Saying<Turn>> {
  /** Its sequence. */
  readonly said: Promise<number>;
  before: Saying<Turn> | undefined;
  after: Saying<Turn> | undefined;
  #resolve: (sequence: number) => void = nothing;
  #reject: (error: unknown) => void = nothing;
  #settled = false;

  constructor(
    readonly turn: Turn & Speaker<Turn>,
    readonly number: number,
    readonly content: OutgoingContent,
  ) {
    this.said = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  resolve(sequence: number): void {
    this.#settle();
    this.#resolve(sequence);
  }

  /** A reply that nobody awaits must not end the process: the turn tells of its failure. */
  reject(error: unknown): void {
    this.#settle();
    this.said.catch(nothing);
    this.#reject(error);
  }

  #settle(): void {
    if (this.#settled) return;
    this.#settled = true;
    this.turn.settled(this);
  }
}
