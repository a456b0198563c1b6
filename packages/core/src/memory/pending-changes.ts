import { LazyMap } from '../collections/lazy-map.js';
import { StoreInputError } from '../errors/store.js';
import type { Json, Store } from '../ports/store.js';

export interface Change {
  /** A later change of the same id takes the place of an earlier one. */
  readonly id: string;
  /** What will be read once it is made; `undefined` for nothing. */
  readonly value?: Json | undefined;
  apply(store: Store): Promise<unknown>;
}

export interface PendingChangesParts {
  readonly attempt: (change: Change) => Promise<unknown>;
  readonly failed: (error: unknown) => void;
  /** The oldest change had to go, or none can wait any longer. */
  readonly dropped: (change: Change) => void;
  /** Everything that had waited is stored. */
  readonly stored: () => void;
}

const LIMIT = 1_000;
const RETRY_DELAYS: readonly number[] = [1_000, 2_000, 5_000, 10_000, 30_000];

/** Changes that the store has not taken yet: those on their way, and those that failed and are tried again. */
export class PendingChanges {
  readonly #changes = new LazyMap<string, Change>();
  /** Where the next wait stands in the list; `undefined` while the store takes what it is given. */
  #round: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settled = false;

  constructor(private readonly parts: PendingChangesParts) {}

  get(id: string): Change | undefined {
    return this.#changes.get(id);
  }

  /**
   * Resolves once the store has taken it or has failed to. While the store is known to fail it just waits in line.
   * Rejects with `StoreInputError` if this store will never take it.
   */
  async take(change: Change): Promise<void> {
    this.#changes.delete(change.id);
    this.#changes.set(change.id, change);
    this.#keepBound();
    if (this.#round !== undefined || (await this.#attempt(change))) return;
    if (this.#settled) this.#drop(change);
    else if (this.#round === undefined) this.#retryLater();
  }

  /** A newer value was stored by another way. */
  forget(id: string): void {
    this.#changes.delete(id);
  }

  /** Tries each once more, until it is time to give up; from then on nothing is tried twice. */
  async settle(giveUp: () => boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#settled = true;
    await this.#attemptAll(giveUp);
    this.#round = undefined;
    for (const change of this.#changes.values()) this.#drop(change);
  }

  async #retry(): Promise<void> {
    const stored = await this.#attemptAll(() => this.#settled);
    if (stored) this.parts.stored();
    else if (!this.#settled) this.#retryLater();
  }

  /** In their order, up to the first that fails; it goes to the end, so that it cannot stand in the way of others. */
  async #attemptAll(giveUp: () => boolean): Promise<boolean> {
    for (const change of this.#changes.values()) {
      if (giveUp()) return false;
      if (await this.#attempt(change).catch(() => this.#drop(change))) continue;
      if (this.#changes.get(change.id) === change) {
        this.#changes.delete(change.id);
        this.#changes.set(change.id, change);
      }
      return false;
    }
    // At once, so that no change can come to stand in a line that nobody serves.
    this.#round = undefined;
    return true;
  }

  async #attempt(change: Change): Promise<boolean> {
    try {
      await this.parts.attempt(change);
      this.#remove(change);
      return true;
    } catch (error) {
      if (error instanceof StoreInputError) {
        this.#remove(change);
        throw error;
      }
      this.parts.failed(error);
      return false;
    }
  }

  #retryLater(): void {
    const round = this.#round ?? 0;
    this.#round = round + 1;
    this.#timer = setTimeout(() => void this.#retry(), RETRY_DELAYS[Math.min(round, RETRY_DELAYS.length - 1)]);
  }

  #keepBound(): void {
    for (const change of this.#changes.values()) {
      if (this.#changes.size <= LIMIT) return;
      this.#drop(change);
    }
  }

  #drop(change: Change): true {
    this.#remove(change);
    this.parts.dropped(change);
    return true;
  }

  #remove(change: Change): void {
    if (this.#changes.get(change.id) === change) this.#changes.delete(change.id);
  }
}
