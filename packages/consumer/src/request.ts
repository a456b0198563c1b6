import { ConnectionLostError, pause, RequestTimeoutError } from '@holdfast/core/internal';
import type { JsonObject } from '@holdfast/core/protocol';

/** Sends a request and resolves with the body of its answer. */
export type Request = (type: string, body: JsonObject, metadata?: readonly JsonObject[]) => Promise<unknown>;

/** A socket that is about to end refuses requests until the session knows; in milliseconds. */
const SHORTLY = 50;

/** Whether a request got lost with its socket, or its answer did. Such a request can be made again. */
export const isLost = (error: unknown): error is ConnectionLostError | RequestTimeoutError =>
  error instanceof ConnectionLostError || error instanceof RequestTimeoutError;

/** Makes a request that may be made twice until it was answered, whatever socket that takes. Rejects with other errors. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLost(error)) throw error;
      await shortly();
    }
  }
}

/** Lets the session notice what happened to its socket; what is asked of it next waits for the next one. */
export const shortly = (): Promise<void> => pause(SHORTLY, new AbortController().signal);
