import { LazyMap } from '../collections/lazy-map.js';

/** Kinds beyond this are counted together: kinds may come from the network. */
const KINDS = 100;
const REST = 'other';

/** Counts by kind, bounded. */
export class Tally {
  readonly #counts = new LazyMap<string, number>();

  add(kind: string): void {
    const key = this.#counts.has(kind) || this.#counts.size < KINDS ? kind : REST;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
