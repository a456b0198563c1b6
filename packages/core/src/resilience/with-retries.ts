import pRetry, { AbortError } from 'p-retry';
import { PlatformUnavailableError } from '../errors/platform.js';
import { pause } from './pause.js';

/**
 * The longest `Retry-After` that is waited out within a call, in milliseconds. A longer one ends the call, with the wait on
 * its error, so that the session can show what it is waiting for.
 */
const PATIENCE = 60_000;

/** How long a call may go on: one entry for each further attempt, and what ends all of them. */
export interface RetryTerms {
  /** Milliseconds before each further attempt. */
  readonly retryDelays: readonly number[];
  readonly signal: AbortSignal;
}

/** An attempt that failed. */
export interface Failure {
  readonly error: Error;
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds until the next one; absent for the last. */
  readonly retryIn?: number;
}

export interface Retried<T> {
  /** @param rule the wait that the rule prescribes if it fails, in milliseconds. */
  readonly attempt: (rule: number) => Promise<T>;
  /** Whether another attempt could mend this error. @default any error */
  readonly isPassing?: (error: Error) => boolean;
  /** Told of each attempt that failed, but of none that threw `final`. */
  readonly failed?: (failure: Failure) => void;
}

/**
 * The platform's own rule (rest-and-auth.md §4.1): an attempt that fails is repeated after each of the delays, or later if
 * the platform asked for more. An attempt that throws `final(error)` is not repeated. Rejects with the last error, or with
 * the very reason of the signal.
 */
export async function withRetries<T>(terms: RetryTerms, retried: Retried<T>): Promise<T> {
  const { retryDelays, signal } = terms;
  const { attempt, isPassing = () => true, failed } = retried;
  const rule = (attemptNumber: number): number => retryDelays[attemptNumber - 1] ?? retryDelays.at(-1) ?? 0;
  const isWorthIt = (error: Error): boolean => isPassing(error) && askedBy(error) <= PATIENCE;
  try {
    return await pRetry((attemptNumber) => attempt(rule(attemptNumber)), {
      retries: retryDelays.length,
      // p-retry only knows geometric waits; ours are a list, so they pass in `onFailedAttempt`.
      minTimeout: 0,
      signal,
      shouldRetry: ({ error }) => isWorthIt(error),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft === 0 || !isWorthIt(error)) return failed?.({ error, attempt: attemptNumber });
        const retryIn = Math.max(rule(attemptNumber), askedBy(error));
        failed?.({ error, attempt: attemptNumber, retryIn });
        await pause(retryIn, signal);
      },
    });
  } catch (error) {
    // p-retry turns a reason that is no Error into one; the caller is promised the reason itself.
    signal.throwIfAborted();
    throw error;
  }
}

/** Marks an error as one that another attempt would only repeat. */
export function final(error: Error): Error;
export function final(error: unknown): unknown;
export function final(error: unknown): unknown {
  return error instanceof Error ? new AbortError(error) : error;
}

/** Milliseconds that the platform asks to be left alone for. */
const askedBy = (error: Error): number => (error instanceof PlatformUnavailableError ? (error.retryAfter ?? 0) : 0);
