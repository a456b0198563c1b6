/** What may be remembered: what JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** One thing remembered about one conversation. The id comes from the network and may hold any character. */
export interface StoreKey {
  readonly conversationId: string;
  readonly name: string;
}

/** A value and the version that its last `set` gave it. */
export interface Versioned {
  readonly value: Json;
  /** Opaque; never given twice for one key, also not after a `delete`. */
  readonly version: string;
}

export interface VersionCheck {
  /** Change it only while it has this version; `null`: only while there is none. Else it rejects with `StoreConflictError`. */
  readonly ifVersion?: string | null;
}

export interface StoreSetOptions extends VersionCheck {
  /** Milliseconds after which the store may forget the entry. @default never */
  readonly keepFor?: number;
}

/**
 * Where `conversation.memory` is kept. Calls for one key take effect in the order in which they were made. A promise
 * resolves when the change is as safe as this store makes it. One store may serve several bots.
 *
 * All methods reject with `StoreInputError` for a key or a value out of bounds, and with `StoreUnavailableError` when the
 * store cannot answer now; a change that was under way may have happened.
 */
export interface Store {
  /** What is kept under this key, or `undefined`. */
  get(key: StoreKey): Promise<Versioned | undefined>;
  /** Gives the new version. */
  set(key: StoreKey, value: Json, options?: StoreSetOptions): Promise<string>;
  /** Deleting what is not there does nothing. */
  delete(key: StoreKey, options?: VersionCheck): Promise<void>;
  /** The conversation has ended: its entries may be forgotten this many milliseconds from now, if not earlier. */
  expire?(conversationId: string, keepFor: number): Promise<void>;
  /** Its owner calls this, never a bot. Twice is once. */
  close?(): Promise<void>;
}
