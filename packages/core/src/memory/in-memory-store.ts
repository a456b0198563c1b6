import { LazyMap } from '../collections/lazy-map.js';
import { StoreConflictError } from '../errors/store.js';
import type { Json, Store, StoreKey, StoreSetOptions, Versioned, VersionCheck } from '../ports/store.js';
import { type Clock, monotonicClock } from '../resilience/monotonic.js';
import { entryKey, entryPrefix } from './entry-key.js';
import { jsonText } from './json-text.js';

export interface InMemoryStoreOptions {
  /** Entries kept; beyond that the one unused for longest is forgotten. @default 10_000 */
  readonly maxEntries?: number;
  /** Characters of JSON kept, over all entries. @default 33_554_432 */
  readonly maxSize?: number;
  /** Told for each entry that had to go before its time. */
  readonly forgot?: () => void;
  readonly clock?: Clock;
}

interface Entry {
  readonly text: string;
  readonly version: string;
  /** A moment of the clock; `Infinity` for never. */
  readonly expiresAt: number;
}

const LIMITS = Object.freeze({ maxEntries: 10_000, maxSize: 33_554_432 });

/** A bounded store that lives and dies with the process. What a bot uses unless it is given another. */
export const inMemoryStore = (options: InMemoryStoreOptions = {}): Store => new InMemoryStore(options);

class InMemoryStore implements Store {
  /** The one used last stands last. */
  readonly #entries = new LazyMap<string, Entry>();
  readonly #limits: { readonly maxEntries: number; readonly maxSize: number };
  readonly #clock: Clock;
  readonly #forgot: (() => void) | undefined;
  #size = 0;
  #versions = 0;

  constructor({ clock = monotonicClock, forgot, ...limits }: InMemoryStoreOptions) {
    this.#limits = { ...LIMITS, ...limits };
    this.#clock = clock;
    this.#forgot = forgot;
  }

  async get(key: StoreKey): Promise<Versioned | undefined> {
    const id = entryKey(key);
    const entry = this.#current(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    // A copy each time: what a handler does to it must not change what is stored.
    return { value: JSON.parse(entry.text) as Json, version: entry.version };
  }

  async set(key: StoreKey, value: Json, { ifVersion, keepFor = Infinity }: StoreSetOptions = {}): Promise<string> {
    const id = entryKey(key);
    const text = jsonText(value);
    this.#check(id, ifVersion);
    this.#remove(id);
    this.#versions += 1;
    const version = String(this.#versions);
    this.#entries.set(id, { text, version, expiresAt: this.#clock.now() + keepFor });
    this.#size += id.length + text.length;
    this.#makeRoom();
    return version;
  }

  async delete(key: StoreKey, { ifVersion }: VersionCheck = {}): Promise<void> {
    const id = entryKey(key);
    this.#check(id, ifVersion);
    this.#remove(id);
  }

  async expire(conversationId: string, keepFor: number): Promise<void> {
    const prefix = entryPrefix(conversationId);
    const expiresAt = this.#clock.now() + keepFor;
    for (const [id, entry] of this.#entries) {
      if (!id.startsWith(prefix)) continue;
      this.#entries.set(id, { ...entry, expiresAt: Math.min(entry.expiresAt, expiresAt) });
    }
  }

  #current(id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.expiresAt > this.#clock.now()) return entry;
    this.#remove(id);
    return undefined;
  }

  #check(id: string, ifVersion: string | null | undefined): void {
    if (ifVersion === undefined || (this.#current(id)?.version ?? null) === ifVersion) return;
    throw new StoreConflictError('A stored entry has changed since it was read. Read it again and decide anew.');
  }

  #makeRoom(): void {
    for (const [id, { expiresAt }] of this.#entries) {
      if (this.#entries.size <= this.#limits.maxEntries && this.#size <= this.#limits.maxSize) return;
      this.#remove(id);
      if (expiresAt > this.#clock.now()) this.#forgot?.();
    }
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#size -= id.length + entry.text.length;
  }
}
