/** A set that takes no memory before its first value; see `LazyMap`. */
export class LazySet<T> {
  #values: Set<T> | undefined;

  get size(): number {
    return this.#values?.size ?? 0;
  }

  has(value: T): boolean {
    return this.#values?.has(value) ?? false;
  }

  add(value: T): void {
    (this.#values ??= new Set()).add(value);
  }

  delete(value: T): boolean {
    return this.#values?.delete(value) ?? false;
  }

  clear(): void {
    this.#values?.clear();
  }

  [Symbol.iterator](): Iterator<T> {
    return (this.#values ?? NOTHING)[Symbol.iterator]();
  }
}

const NOTHING: readonly never[] = Object.freeze([]);
