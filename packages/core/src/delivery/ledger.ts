import { LazyMap } from '../collections/lazy-map.js';
import { LazySet } from '../collections/lazy-set.js';

/**
 * Own messages that the platform's record is known to hold, by `ExternalId`. Each is claimed once: an author may use one
 * id for several messages, and then the first found stands for the first said.
 */
export class Ledger {
  readonly #open = new LazyMap<string, number[]>();
  readonly #claimed = new LazySet<number>();

  /** Whether there is nothing to claim. */
  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** An own message was found in the record. */
  found(id: string, sequence: number): void {
    if (this.#claimed.has(sequence)) return;
    const sequences = this.#open.get(id);
    if (sequences === undefined) this.#open.set(id, [sequence]);
    else if (!sequences.includes(sequence)) sequences.push(sequence);
  }

  /** The sequence of the first unclaimed message with this id. */
  claim(id: string): number | undefined {
    const sequences = this.#open.get(id);
    const sequence = sequences?.shift();
    if (sequence === undefined) return undefined;
    if (sequences?.length === 0) this.#open.delete(id);
    this.#claimed.add(sequence);
    return sequence;
  }

  /** A publish was answered with this sequence. */
  settle(sequence: number): void {
    this.#claimed.add(sequence);
  }

  /** Nothing is waiting to be handled: nothing will be said again. */
  clear(): void {
    // An empty map that is cleared gets new memory all the same, and this is called for each message.
    if (this.#open.size > 0) this.#open.clear();
    if (this.#claimed.size > 0) this.#claimed.clear();
  }
}
