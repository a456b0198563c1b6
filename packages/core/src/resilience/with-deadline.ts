/** How long something may take, and what ends it earlier. */
export interface DeadlineTerms {
  /** Milliseconds in total. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Runs something that ends when its own signal does: because the time is over, or because the caller's signal was aborted.
 * What it gives counts, however late it comes. Rejects with its error; with that of `late` if the time was over; or with
 * the very reason of the caller's signal. Leaves no timer and no listener behind.
 */
export async function withDeadline<T>(
  { timeout, signal }: DeadlineTerms,
  run: (end: AbortSignal) => Promise<T>,
  late: () => Error,
): Promise<T> {
  signal.throwIfAborted();
  const end = new AbortController();
  const abort = (): void => end.abort();
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    end.abort();
  }, timeout);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await run(end.signal);
  } catch (error) {
    signal.throwIfAborted();
    throw isLate ? late() : error;
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', abort);
  }
}
