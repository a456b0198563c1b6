import { type Call, pause, PlatformUnavailableError } from '@holdfast/core/internal';
import pRetry, { AbortError } from 'p-retry';

/** A longer wait that the platform asks for is not waited out within a call, in milliseconds. */
const PATIENCE = 60_000;

/** An attempt that failed. */
export interface Failure {
  readonly error: Error;
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds until the next one; absent for the last. */
  readonly retryIn?: number;
}

export interface Retried<T> {
  readonly attempt: () => Promise<T>;
  readonly failed?: (failure: Failure) => void;
}

/** The platform's own rule (rest-and-auth.md §4.1): what is unavailable is asked again after each of `call.retryDelays`. */
export async function withRetries<T>(call: Call, { attempt, failed }: Retried<T>): Promise<T> {
  const { retryDelays, signal } = call;
  try {
    return await pRetry(attempt, {
      retries: retryDelays.length,
      minTimeout: 0, // p-retry knows geometric waits only; ours are a list, and pass in `onFailedAttempt`
      signal,
      shouldRetry: ({ error }) => isWorthIt(error),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft === 0 || !isWorthIt(error)) {
          failed?.({ error, attempt: attemptNumber });
          return;
        }
        const retryIn = Math.max(retryDelays[attemptNumber - 1] ?? 0, error.retryAfter ?? 0);
        failed?.({ error, attempt: attemptNumber, retryIn });
        await pause(retryIn, signal);
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

const isWorthIt = (error: unknown): error is PlatformUnavailableError =>
  error instanceof PlatformUnavailableError && (error.retryAfter ?? 0) <= PATIENCE;
