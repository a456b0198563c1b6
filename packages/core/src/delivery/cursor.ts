import { LazySet } from '../collections/lazy-set.js';

/** Where a sequence stands: the next one due, one that is ahead, one that was skipped, or one that is done with. */
export type Place = 'next' | 'ahead' | 'skipped' | 'past';

interface Hole {
  readonly from: number;
  readonly to: number;
}

/** Most dialogs never have a hole. */
const NONE: readonly Hole[] = Object.freeze([]);

const HOLES = 8;
const OWN = 1_000;

/**
 * Which sequences of one dialog are accounted for. Skipped stretches are remembered (the 8 latest), so that an event which
 * was missing and still turns up is told from a duplicate, and a mad jump of the sequence cannot make later ones look old.
 */
export class Cursor {
  #next = 0;
  #holes: readonly Hole[] = NONE;
  readonly #own = new LazySet<number>();

  /** The lowest sequence above all that is accounted for. */
  get next(): number {
    return this.#next;
  }

  /** Where re-reading has to begin to find everything that is missing. */
  get missingFrom(): number {
    return this.#holes[0]?.from ?? this.#next;
  }

  place(sequence: number): Place {
    if (sequence === this.#next) return 'next';
    if (sequence > this.#next) return 'ahead';
    return this.#holes.some(({ from, to }) => sequence >= from && sequence <= to) ? 'skipped' : 'past';
  }

  /** Accounts for one sequence that is `next` or `skipped`. */
  pass(sequence: number): void {
    if (sequence === this.#next) this.#advance(sequence + 1);
    else this.#fill(sequence);
  }

  /**
   * Our own publish got this sequence, as its answer says: nothing is missing there, even if its echo never comes.
   */
  own(sequence: number): void {
    if (sequence === this.#next) this.#advance(sequence + 1);
    else if (sequence > this.#next && this.#own.size < OWN) this.#own.add(sequence);
  }

  /** Gives up waiting for what lies below `sequence`, and remembers it as skipped. */
  skipTo(sequence: number): void {
    if (sequence <= this.#next) return;
    this.#holes = [...this.#holes, { from: this.#next, to: sequence - 1 }].slice(-HOLES);
    this.#advance(sequence);
  }

  /** Begins after a record that was read as a whole. */
  startAt(sequence: number): void {
    this.#advance(sequence);
  }

  #advance(next: number): void {
    this.#next = next;
    if (this.#own.size === 0) return;
    while (this.#own.delete(this.#next)) this.#next += 1;
    for (const sequence of this.#own) if (sequence < this.#next) this.#own.delete(sequence);
  }

  #fill(sequence: number): void {
    const index = this.#holes.findIndex(({ from, to }) => sequence >= from && sequence <= to);
    const hole = this.#holes[index];
    if (hole === undefined) return;
    const parts = [
      { from: hole.from, to: sequence - 1 },
      { from: sequence + 1, to: hole.to },
    ].filter(({ from, to }) => from <= to);
    this.#holes = this.#holes.toSpliced(index, 1, ...parts);
  }
}
