import { type Call, pause, PlatformUnavailableError } from '@holdfast/core/internal';
import pRetry, { AbortError } from 'p-retry';

/**
 * The longest `Retry-After` that is waited out within a call. A longer one ends the call, with the wait on its error, so
 * that the session can show what it is waiting for.
 */
const PATIENCE = 60_000;

/**
 * The platform's own rule (rest-and-auth.md §4.1): an attempt that fails is repeated after each of `call.retryDelays`, or
 * later if the platform asked for more. An attempt that throws `final(error)` is not repeated.
 *
 * @param attempt is given the wait that the rule prescribes if it fails, in milliseconds.
 */
export async function withRetries<T>(call: Call, attempt: (rule: number) => Promise<T>): Promise<T> {
  const { signal, retryDelays } = call;
  const rule = (attemptNumber: number): number => retryDelays[attemptNumber - 1] ?? retryDelays.at(-1) ?? 0;
  try {
    return await pRetry((attemptNumber) => attempt(rule(attemptNumber)), {
      retries: retryDelays.length,
      // p-retry only knows geometric waits; ours are a list, so they pass in `onFailedAttempt`.
      minTimeout: 0,
      signal,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft === 0) return;
        const asked = (error instanceof PlatformUnavailableError && error.retryAfter) || 0;
        if (asked > PATIENCE) throw error;
        await pause(Math.max(rule(attemptNumber), asked), signal);
      },
    });
  } catch (error) {
    // p-retry turns a reason that is no Error into one; the caller is promised the reason itself.
    signal.throwIfAborted();
    throw error;
  }
}

/** Marks an error as one that another attempt would only repeat. */
export const final = (error: Error): Error => new AbortError(error);
