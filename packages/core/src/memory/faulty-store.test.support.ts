import type { Json, Store, StoreKey, StoreSetOptions, Versioned, VersionCheck } from '../ports/store.js';
import { inMemoryStore } from './in-memory-store.js';

/** A store whose disk can be taken away. */
export class FaultyStore implements Store {
  /** `failing` answers at once with an error, `hanging` never. */
  state: 'sound' | 'failing' | 'hanging' = 'sound';
  /** Every call that came, also those that failed. */
  readonly calls: string[] = [];
  readonly inner = inMemoryStore();

  async get(key: StoreKey): Promise<Versioned | undefined> {
    return this.#through(`get ${key.name}`, () => this.inner.get(key));
  }

  async set(key: StoreKey, value: Json, options?: StoreSetOptions): Promise<string> {
    return this.#through(`set ${key.name}`, () => this.inner.set(key, value, options));
  }

  async delete(key: StoreKey, options?: VersionCheck): Promise<void> {
    return this.#through(`delete ${key.name}`, () => this.inner.delete(key, options));
  }

  async expire(conversationId: string, keepFor: number): Promise<void> {
    return this.#through(`expire ${keepFor}`, async () => this.inner.expire?.(conversationId, keepFor));
  }

  async #through<T>(call: string, work: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    if (this.state === 'failing') throw new Error('EIO');
    if (this.state === 'hanging') return new Promise(() => undefined);
    return work();
  }
}
