/** In place of a key: there is no entry. */
const NONE = Symbol('no entry');
/** In place of a key: there were two entries, so all of them are in a `Map`. */
const MANY = Symbol('many entries');

/**
 * A map that takes little memory before its second entry. An empty `Map` takes 180 bytes; a bot has two dozen that stay empty
 * or hold the one conversation, and a process may hold a thousand bots.
 *
 * It is walked as a `Map` is, also where entries come and go meanwhile; but one that is deleted and set again while it is
 * shown is not shown twice. `NaN` is no key.
 */
export class LazyMap<K, V> {
  /** The only key. Key and value stand here and not in an object of their own, which would take as much again. */
  #key: K | typeof NONE | typeof MANY = NONE;
  /** Its value, or the `Map` of all entries. */
  #value: V | Map<K, V> | undefined;

  get size(): number {
    if (this.#key === MANY) return entriesOf<K, V>(this.#value).size;
    return this.#key === NONE ? 0 : 1;
  }

  has(key: K): boolean {
    return this.#key === MANY ? entriesOf<K, V>(this.#value).has(key) : this.#key === key;
  }

  get(key: K): V | undefined {
    if (this.#key === MANY) return entriesOf<K, V>(this.#value).get(key);
    return this.#key === key ? valueOf(this.#value) : undefined;
  }

  set(key: K, value: V): void {
    const only = this.#key;
    if (only === MANY) {
      entriesOf<K, V>(this.#value).set(key, value);
    } else if (only === NONE || only === key) {
      this.#key = key;
      this.#value = value;
    } else {
      this.#value = new Map([[only, valueOf(this.#value)]]).set(key, value);
      this.#key = MANY;
    }
  }

  delete(key: K): boolean {
    if (this.#key === MANY) return entriesOf<K, V>(this.#value).delete(key);
    if (this.#key !== key) return false;
    this.clear();
    return true;
  }

  clear(): void {
    if (this.#key === MANY) return entriesOf<K, V>(this.#value).clear();
    this.#key = NONE;
    this.#value = undefined;
  }

  keys(): IterableIterator<K> {
    return this.#key === MANY ? entriesOf<K, V>(this.#value).keys() : keysOf(this);
  }

  values(): IterableIterator<V> {
    return this.#key === MANY ? entriesOf<K, V>(this.#value).values() : valuesOf(this);
  }

  *[Symbol.iterator](): IterableIterator<[K, V]> {
    let shown: K | typeof NONE = NONE;
    while (this.#key !== MANY) {
      const key = this.#key;
      if (key === shown) return;
      shown = key;
      if (key === NONE) return;
      yield [key, valueOf(this.#value)];
    }
    for (const entry of entriesOf<K, V>(this.#value)) if (entry[0] !== shown) yield entry;
  }
}

// No methods: a private one takes a field of each instance. What `#value` holds is known by `#key` alone.

const entriesOf = <K, V>(held: unknown): Map<K, V> => held as Map<K, V>;

const valueOf = <V>(held: V | Map<unknown, V> | undefined): V => held as V;

function* keysOf<K>(map: Iterable<[K, unknown]>): IterableIterator<K> {
  for (const [key] of map) yield key;
}

function* valuesOf<V>(map: Iterable<[unknown, V]>): IterableIterator<V> {
  for (const [, value] of map) yield value;
}
