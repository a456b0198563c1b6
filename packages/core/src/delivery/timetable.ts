import { LazyMap } from '../collections/lazy-map.js';

/** What a timetable rings, by its owner's clock. */
export interface Bell<T> {
  now(): number;
  ring(item: T): void;
}

/**
 * Calls back for each item a fixed delay after it was added. Since the delay is the same for all, the items are due in
 * the order they came, and one timer serves them all. An item that is in already keeps its time.
 */
export class Timetable<T> {
  readonly #due = new LazyMap<T, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly delay: number,
    private readonly bell: Bell<T>,
  ) {}

  add(item: T): void {
    if (this.delay === Infinity || this.#due.has(item)) return;
    this.#due.set(item, this.bell.now() + this.delay);
    if (this.#timer === undefined) this.#arm(this.delay);
  }

  delete(item: T): void {
    this.#due.delete(item);
  }

  clear(): void {
    this.#due.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(wait: number): void {
    // An emptied timetable keeps its timer until it runs out: it must not keep the process alive meanwhile.
    this.#timer = setTimeout(() => this.#fire(), wait).unref();
  }

  #fire(): void {
    this.#timer = undefined;
    const now = this.bell.now();
    for (const [item, due] of this.#due) {
      if (due > now) {
        if (this.#timer === undefined) this.#arm(due - now);
        return;
      }
      this.#due.delete(item);
      this.bell.ring(item);
    }
  }
}
