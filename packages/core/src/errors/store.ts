import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** What a store was given: an id of a conversation, the name of an entry, or its value. */
export type StoreInput = 'conversationId' | 'name' | 'value';

/** A key or a value that is not to be stored: too large, or not JSON. It is never repeated in the message. */
export class StoreInputError extends HoldfastError {
  override readonly code = 'STORE_INPUT';
  override readonly transient = false;

  /** @param size in bytes of UTF-8 for a value, in characters for a key, where it is what was wrong. */
  constructor(
    readonly input: StoreInput,
    message: string,
    readonly size?: number,
  ) {
    super(message);
  }
}

/** An entry was changed by somebody else since it was read. Read it again and decide anew. */
export class StoreConflictError extends HoldfastError {
  override readonly code = 'STORE_CONFLICT';
  override readonly transient = false;
}

/** The store cannot answer now: the disk is full, read-only, gone or too slow, or the store is closed. */
export class StoreUnavailableError extends HoldfastError {
  override readonly code = 'STORE_UNAVAILABLE';
  override readonly transient = true;

  constructor(message: string, options?: HoldfastErrorOptions) {
    super(message, options);
  }
}
