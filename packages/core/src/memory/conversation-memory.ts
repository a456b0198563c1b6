import type { Json, Versioned } from '../ports/store.js';
import type { SteadyStore, WriteOptions } from './steady-store.js';

/**
 * What a bot remembers about one conversation, by name. It outlives the handler, and with a durable store the process.
 *
 * A handler never fails because the store does: reads then give the value last seen in this process, and changes wait in
 * memory. A handler that runs again after a failure finds what it wrote before.
 */
export class ConversationMemory {
  readonly #store: SteadyStore;
  readonly #conversationId: string;

  constructor(store: SteadyStore, conversationId: string) {
    this.#store = store;
    this.#conversationId = conversationId;
  }

  /** A copy of the value, or `undefined`. `T` is your word for what you stored: it is not checked. */
  async get<T = Json>(name: string): Promise<T | undefined> {
    const entry = await this.entry(name);
    return entry?.value as T | undefined;
  }

  /** The value with its version, for a `set` that must not overwrite somebody else's. */
  async entry(name: string): Promise<Versioned | undefined> {
    return this.#store.read(this.#key(name));
  }

  /**
   * Remembers what JSON can say, up to 64 KiB. Resolves once the store has it, or has failed to take it in time; see
   * `durable` for the difference.
   *
   * Rejects with `StoreInputError` for anything else, with `StoreConflictError` when `ifVersion` does not hold any more,
   * and with `StoreUnavailableError` only if `durable` or `ifVersion` is given.
   */
  async set(name: string, value: unknown, options?: WriteOptions): Promise<void> {
    await this.#store.write(this.#key(name), value, options);
  }

  /** Forgets a value. Forgetting what is not there is no error. */
  async delete(name: string, options?: WriteOptions): Promise<void> {
    await this.#store.remove(this.#key(name), options);
  }

  #key(name: string): { readonly conversationId: string; readonly name: string } {
    return { conversationId: this.#conversationId, name };
  }
}
