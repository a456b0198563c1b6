import { LazyMap } from '@holdfast/core/internal';

/** Something with a number of its own. */
export interface Numbered {
  readonly number: number;
}

/** An idle bot has one request under way at most, its clock's. */
const FIRST = 4;
const MOST = 4_096;

/**
 * Finds things by their numbers, which are given in ascending order, most of them for a short while. Each has a slot in a
 * ring. One that is still there when its slot is needed again goes into a map: to wait long costs no more than that. A map
 * for all would keep what has left it (`Line` says why).
 */
export class Ring<T extends Numbered> {
  #slots: (T | undefined)[] = [];
  readonly #stragglers = new LazyMap<number, T>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Its number is above all that were added before. */
  add(item: T): void {
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length && this.#slots.length < MOST) this.#grow();
    const slot = this.#slotOf(item.number);
    const older = this.#slots[slot];
    if (older !== undefined) this.#stragglers.set(older.number, older);
    this.#slots[slot] = item;
  }

  /** Takes it out; `undefined` if it is not there. */
  take(number: number): T | undefined {
    const slot = this.#slotOf(number);
    const item = this.#slots[slot];
    if (item?.number === number) {
      this.#slots[slot] = undefined;
      this.#size -= 1;
      return item;
    }
    const straggler = this.#stragglers.get(number);
    if (straggler === undefined) return undefined;
    this.#stragglers.delete(number);
    this.#size -= 1;
    return straggler;
  }

  clear(): void {
    this.#slots = [];
    this.#stragglers.clear();
    this.#size = 0;
  }

  #slotOf(number: number): number {
    return number & (this.#slots.length - 1);
  }

  /** To twice as many slots; those that had one each have one each again. */
  #grow(): void {
    const items = this.#slots;
    this.#slots = Array.from({ length: Math.max(FIRST, items.length * 2) }, () => undefined);
    for (const item of items) if (item !== undefined) this.#slots[this.#slotOf(item.number)] = item;
  }
}
