import { setTimeout as wait } from 'node:timers/promises';
import { type Call, PlatformUnavailableError } from '@holdfast/core/internal';

/** A longer wait that the platform asks for is not waited out within a call, in milliseconds. */
const PATIENCE = 60_000;

/** The platform's own rule (rest-and-auth.md §4.1): what is unavailable is asked again after each of `call.retryDelays`. */
export async function withRetries<T>({ retryDelays, signal }: Call, attempt: () => Promise<T>): Promise<T> {
  for (const delay of retryDelays) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PlatformUnavailableError) || (error.retryAfter ?? 0) > PATIENCE) throw error;
      await wait(Math.max(delay, error.retryAfter ?? 0), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
  return attempt();
}
