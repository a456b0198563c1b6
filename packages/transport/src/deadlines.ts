import { LazyMap, Line, type Standing } from '@holdfast/core/internal';

/** Something that waits until it is answered, or until it is due. */
export interface Waiting<T> extends Standing<T> {
  /** How long it waits in all. */
  readonly timeout: number;
  /** On a clock that may stand still; not before that of others with the same time-out who came earlier. */
  readonly due: number;
}

/**
 * Who is due first among many that wait, most of whom leave before. Those that wait equally long stand in one line, and so
 * in the order in which they are due: only the first of each line is ever looked at.
 */
export class Deadlines<T extends Waiting<T>> {
  readonly #lines = new LazyMap<number, Line<T>>();

  add(item: T): void {
    this.#lineOf(item.timeout).join(item);
  }

  /** Once for each that was added. */
  leave(item: T): void {
    this.#lines.get(item.timeout)?.leave(item);
  }

  /** The moment at which the first of all is due; `Infinity` if nobody waits. */
  get next(): number {
    let next = Infinity;
    for (const { first } of this.#lines.values()) if (first !== undefined) next = Math.min(next, first.due);
    return next;
  }

  /** Those that are due, in no order among the lines. Each may leave as soon as it was given. */
  *due(time: number): Iterable<T> {
    for (const line of this.#lines.values()) {
      for (const item of line) {
        if (item.due > time) break;
        yield item;
      }
    }
  }

  clear(): void {
    this.#lines.clear();
  }

  #lineOf(timeout: number): Line<T> {
    const known = this.#lines.get(timeout);
    if (known !== undefined) return known;
    const line = new Line<T>();
    // Time-outs are few and come from options, but they may be chosen for each request: empty lines make room.
    for (const [other, { size }] of this.#lines) if (size === 0) this.#lines.delete(other);
    this.#lines.set(timeout, line);
    return line;
  }
}
