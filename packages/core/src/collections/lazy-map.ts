/** One entry that needs no `Map`. */
class Entry<K, V> {
  constructor(
    readonly key: K,
    public value: V,
  ) {}
}

/**
 * A map that takes no memory before its first entry, and little before its second. An empty `Map` takes 180 bytes; a bot
 * has two dozen that stay empty or hold the one conversation, and a process may hold a thousand bots.
 *
 * It is walked as a `Map` is, also where entries come and go meanwhile. `NaN` is no key.
 */
export class LazyMap<K, V> {
  /** The only entry; once there were two, the first of them, until it is deleted. */
  #first: Entry<K, V> | undefined;
  /** All entries, once there were two. */
  #entries: Map<K, V> | undefined;

  get size(): number {
    if (this.#entries !== undefined) return this.#entries.size;
    return this.#first === undefined ? 0 : 1;
  }

  has(key: K): boolean {
    if (this.#entries !== undefined) return this.#entries.has(key);
    return this.#first !== undefined && this.#first.key === key;
  }

  get(key: K): V | undefined {
    if (this.#entries !== undefined) return this.#entries.get(key);
    const first = this.#first;
    return first !== undefined && first.key === key ? first.value : undefined;
  }

  set(key: K, value: V): void {
    const first = this.#first;
    if (this.#entries !== undefined) this.#entries.set(key, value);
    else if (first === undefined) this.#first = new Entry(key, value);
    else if (first.key === key) first.value = value;
    else this.#entries = new Map([[first.key, first.value]]).set(key, value);
  }

  delete(key: K): boolean {
    const known = this.has(key);
    if (this.#first?.key === key) this.#first = undefined;
    this.#entries?.delete(key);
    return known;
  }

  clear(): void {
    this.#first = undefined;
    this.#entries?.clear();
  }

  keys(): IterableIterator<K> {
    return this.#entries?.keys() ?? keysOf(this);
  }

  values(): IterableIterator<V> {
    return this.#entries?.values() ?? valuesOf(this);
  }

  *[Symbol.iterator](): IterableIterator<[K, V]> {
    let shown: Entry<K, V> | undefined;
    while (this.#entries === undefined) {
      const first = this.#first;
      if (first === undefined || first === shown) return;
      shown = first;
      yield [first.key, first.value];
    }
    const rest = this.#entries.entries();
    // What was shown is the first of them, unless it was deleted meanwhile.
    if (shown !== undefined && shown === this.#first) rest.next();
    yield* rest;
  }
}

// No methods: a private one takes a field of each instance.

function* keysOf<K>(map: Iterable<[K, unknown]>): IterableIterator<K> {
  for (const [key] of map) yield key;
}

function* valuesOf<V>(map: Iterable<[unknown, V]>): IterableIterator<V> {
  for (const [, value] of map) yield value;
}
