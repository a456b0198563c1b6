import type { Call } from './call.js';

/** The account's file storage. Its addresses come from the messaging service and hold a signature: each is a secret. */
export interface FileStorage {
  /**
   * Stores bytes at an address that was made for them. Twice is once.
   *
   * Rejects with `RequestRefusedError` (status 401: the address is not good any longer), `ThrottledError`,
   * `PlatformUnavailableError`, and with the reason of the call's signal.
   */
  put(url: string, bytes: Uint8Array, call: Call): Promise<void>;

  /** Fetches a file. Rejects as `put` does, and with `UnexpectedAnswerError` for one of more than `limit` bytes. */
  get(url: string, limit: number, call: Call): Promise<Uint8Array>;
}
