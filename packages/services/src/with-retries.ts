import { type Call, pause, PlatformUnavailableError } from '@holdfast/core/internal';
import pRetry, { AbortError } from 'p-retry';

/** A longer wait that the platform asks for is not waited out within a call, in milliseconds. */
const PATIENCE = 60_000;

/** The platform's own rule (rest-and-auth.md §4.1): what is unavailable is asked again after each of `call.retryDelays`. */
export async function withRetries<T>({ retryDelays, signal }: Call, attempt: () => Promise<T>): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries: retryDelays.length,
      minTimeout: 0, // p-retry knows geometric waits only; ours are a list, and pass in `onFailedAttempt`
      signal,
      shouldRetry: ({ error }) => error instanceof PlatformUnavailableError && (error.retryAfter ?? 0) <= PATIENCE,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft === 0 || !(error instanceof PlatformUnavailableError)) return;
        const asked = error.retryAfter ?? 0;
        if (asked > PATIENCE) return;
        await pause(Math.max(retryDelays[attemptNumber - 1] ?? 0, asked), signal);
      },
    });
  } catch (error) {
    // p-retry makes an error of its own of a reason that is none.
    signal.throwIfAborted();
    throw error;
  }
}

/** Marks an error as one that another attempt would only repeat. */
export const final = (error: unknown): unknown => (error instanceof Error ? new AbortError(error) : error);
