import { isHoldfastError } from '../errors/holdfast-error.js';
import { StoreInputError, StoreUnavailableError } from '../errors/store.js';
import type { Logger } from '../ports/logger.js';
import type { Json, Store, StoreKey, Versioned } from '../ports/store.js';
import { type Clock, monotonicClock } from '../resilience/monotonic.js';
import { entryKey } from './entry-key.js';
import { inMemoryStore } from './in-memory-store.js';
import { jsonText } from './json-text.js';
import type { MemoryOptions } from './options.js';
import { Patience } from './patience.js';
import { type Change, PendingChanges } from './pending-changes.js';

export interface SteadyStoreParts {
  readonly store: Store;
  readonly options: MemoryOptions;
  readonly log: Logger;
  /** Told of what is odd and changed nothing for the handler. */
  readonly signs: { oddity(kind: string): void };
  readonly clock?: Clock;
}

export interface WriteOptions {
  /**
   * Rejects unless the store has taken it, with `StoreUnavailableError`. Otherwise a failing store is no concern of the
   * caller: the change is kept in memory and tried again. @default false
   */
  readonly durable?: boolean;
  /** Only while the entry has this version; `null`: only while there is none. Implies `durable`. */
  readonly ifVersion?: string | null;
}

/** What is known without the store, for when it does not answer. */
const KNOWN = Object.freeze({ maxEntries: 5_000, maxSize: 8_388_608 });

/**
 * Stands between handlers and a store, so that a lost disk never stops a bot from answering: reads fall back to the value
 * last seen in this process, and changes wait in memory until the store takes them.
 */
export class SteadyStore {
  readonly #parts: SteadyStoreParts;
  readonly #known: Store;
  readonly #patience: Patience;
  readonly #pending: PendingChanges;

  constructor(parts: SteadyStoreParts) {
    const { clock = monotonicClock, store, options, log, signs } = parts;
    this.#parts = parts;
    this.#known = inMemoryStore({ ...KNOWN, clock });
    this.#patience = new Patience(clock);
    this.#pending = new PendingChanges({
      attempt: (change) => this.#patience.insistently(options.timeout, () => change.apply(store)),
      failed: (error) => this.#trouble(error),
      dropped: () => {
        signs.oddity('memory-lost');
        log.error({}, 'a change of the memory was lost: the store has failed for too long');
      },
      stored: () => log.info({}, 'the memory is stored again'),
    });
  }

  async read(key: StoreKey): Promise<Versioned | undefined> {
    const waiting = this.#pending.get(entryKey(key));
    if (waiting !== undefined) return unconfirmed(waiting.value);
    const { store, options } = this.#parts;
    try {
      const found = await this.#patience.within(options.timeout, () => store.get(key));
      await this.#learn(key, found?.value);
      return found;
    } catch (error) {
      if (error instanceof StoreInputError) throw error;
      this.#trouble(error);
      return unconfirmed((await this.#known.get(key))?.value);
    }
  }

  /** @throws StoreInputError for a value that is not JSON, or too large. */
  async write(key: StoreKey, value: unknown, options: WriteOptions = {}): Promise<void> {
    const { keepUnused: keepFor } = this.#parts.options;
    // Kept as it is now, whatever the author does to the object later.
    const copy = JSON.parse(jsonText(value)) as Json;
    await this.#change(key, copy, options, (store, check) => store.set(key, copy, { keepFor, ...check }));
  }

  async remove(key: StoreKey, options: WriteOptions = {}): Promise<void> {
    await this.#change(key, undefined, options, (store, check) => store.delete(key, check));
  }

  /** The conversation is over: its entries go after a while. */
  ended(conversationId: string): void {
    const { store, options } = this.#parts;
    if (store.expire === undefined) return;
    const apply = (target: Store): Promise<unknown> =>
      target.expire?.(conversationId, options.keepAfterClose) ?? Promise.resolve();
    // An id that no entry can have has no entries either.
    void this.#pending.take({ id: JSON.stringify([conversationId]), apply }).catch(() => undefined);
  }

  /** Tries once more what is still waiting, and gives up what the store refuses: nothing is left running. */
  async settle(): Promise<void> {
    const { options, clock = monotonicClock } = this.#parts;
    const end = clock.now() + options.timeout;
    await this.#pending.settle(() => clock.now() >= end);
  }

  async #change(
    key: StoreKey,
    value: Json | undefined,
    { durable = false, ifVersion }: WriteOptions,
    apply: (store: Store, check: { readonly ifVersion?: string | null }) => Promise<unknown>,
  ): Promise<void> {
    const id = entryKey(key);
    if (!durable && ifVersion === undefined) {
      const change: Change = { id, value, apply: (store) => apply(store, {}) };
      const taken = this.#pending.take(change);
      await Promise.all([taken, this.#learn(key, value)]);
      return;
    }
    const { store, options } = this.#parts;
    const check = ifVersion === undefined ? {} : { ifVersion };
    await this.#patience.insistently(options.durableTimeout, () => apply(store, check)).catch(refuse);
    this.#pending.forget(id);
    await this.#learn(key, value);
  }

  async #learn(key: StoreKey, value: Json | undefined): Promise<void> {
    if (value === undefined) await this.#known.delete(key);
    else await this.#known.set(key, value);
  }

  #trouble(error: unknown): void {
    this.#parts.signs.oddity('memory-unavailable');
    this.#parts.log.warn({ error }, 'the store does not answer: the bot goes on with what it has in memory');
  }
}

/** The version of a value that the store has not confirmed: no store gives it, so nothing is ever overwritten by it. */
const UNCONFIRMED = 'unconfirmed';

const unconfirmed = (value: Json | undefined): Versioned | undefined =>
  value === undefined ? undefined : { value: structuredClone(value), version: UNCONFIRMED };

/** Whatever a store of the author's throws, handlers get errors of Holdfast. */
function refuse(error: unknown): never {
  if (isHoldfastError(error)) throw error;
  throw new StoreUnavailableError('The store did not take a change that was to be durable.', { cause: error });
}
