/**
 * A map that takes no memory before its first entry. An empty `Map` takes 180 bytes; a bot has two dozen that mostly stay
 * empty, and a process may hold a thousand bots.
 */
export class LazyMap<K, V> {
  #entries: Map<K, V> | undefined;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  has(key: K): boolean {
    return this.#entries?.has(key) ?? false;
  }

  get(key: K): V | undefined {
    return this.#entries?.get(key);
  }

  set(key: K, value: V): void {
    (this.#entries ??= new Map()).set(key, value);
  }

  delete(key: K): boolean {
    return this.#entries?.delete(key) ?? false;
  }

  clear(): void {
    this.#entries?.clear();
  }

  keys(): Iterable<K> {
    return this.#entries?.keys() ?? NOTHING;
  }

  values(): Iterable<V> {
    return this.#entries?.values() ?? NOTHING;
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return (this.#entries ?? NOTHING)[Symbol.iterator]();
  }
}

const NOTHING: readonly never[] = Object.freeze([]);
