import { Line, type Standing } from '../resilience/line.js';

/** Something that is to be done later. It stands in one timetable at most. */
export interface Timed<T extends Timed<T>> extends Standing<T> {
  /** The moment for it. */
  due: number;
  timetable: Timetable<T> | undefined;
}

/** What a timetable rings, by its owner's clock. */
export interface Bell<T> {
  now(): number;
  ring(item: T): void;
}

/**
 * Calls back for each item a fixed delay after it was added. Since the delay is the same for all, the items are due in
 * the order they came, and one timer serves them all. An item that is in already keeps its time.
 */
export class Timetable<T extends Timed<T>> {
  readonly #due = new Line<T>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly delay: number,
    private readonly bell: Bell<T>,
  ) {}

  /** Takes it over from any other timetable. */
  add(item: T): void {
    if (this.delay === Infinity || item.timetable === this) return;
    item.timetable?.delete(item);
    item.due = this.bell.now() + this.delay;
    item.timetable = this;
    this.#due.join(item);
    if (this.#timer === undefined) this.#arm(this.delay);
  }

  delete(item: T): void {
    if (item.timetable !== this) return;
    item.timetable = undefined;
    this.#due.leave(item);
  }

  clear(): void {
    for (const item of this.#due) this.delete(item);
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
    for (let item = this.#due.first; item !== undefined; item = this.#due.first) {
      if (item.due > now) {
        if (this.#timer === undefined) this.#arm(item.due - now);
        return;
      }
      this.delete(item);
      this.bell.ring(item);
    }
  }
}
