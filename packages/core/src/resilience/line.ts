/** One who stands in a line, and knows its neighbours there. */
export interface Standing<T> {
  before: T | undefined;
  after: T | undefined;
}

/**
 * Those who wait, in the order in which they came. Leaving costs the same wherever one stands.
 *
 * For what comes and goes with each message a `Map` or a `Set` will not do: when one has outgrown its memory, the old piece
 * points to the new one. Once an old piece has outlived two collections of young objects, it keeps alive all that
 * follow, with whatever they held, until the whole heap is collected. So whoever leaves a line forgets its neighbours, too.
 */
export class Line<T extends Standing<T>> {
  #first: T | undefined;
  #last: T | undefined;
  #size = 0;

  get first(): T | undefined {
    return this.#first;
  }

  get size(): number {
    return this.#size;
  }

  /** At the end. Nobody stands in two lines. */
  join(item: T): void {
    const last = this.#last;
    item.before = last;
    item.after = undefined;
    if (last === undefined) this.#first = item;
    else last.after = item;
    this.#last = item;
    this.#size += 1;
  }

  /** Once for each that has joined. */
  leave(item: T): void {
    const { before, after } = item;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    item.before = undefined;
    item.after = undefined;
    this.#size -= 1;
  }

  /** From the first to the last. Each may leave as soon as it was given. */
  *[Symbol.iterator](): Iterator<T> {
    for (let item = this.#first; item !== undefined;) {
      const { after }: T = item;
      yield item;
      item = after;
    }
  }
}
