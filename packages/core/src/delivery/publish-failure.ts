import { ConnectionLostError, RequestTimeoutError } from '../errors/connection.js';
import { RequestRefusedError, ThrottledError } from '../errors/platform.js';

const MAX_LOSSES = 3;
const RECONNECT_WAIT = 100;
const LEAST_THROTTLE = 1_000;

/** Whether the platform may have the message although we were not told so. */
export const mayHaveArrived = (error: unknown): boolean =>
  ((error instanceof ConnectionLostError || error instanceof RequestTimeoutError) && error.sent === 'unknown') ||
  (error instanceof RequestRefusedError && error.status >= 500);

/**
 * How long to wait before a message is tried again; `undefined` if its author has to know.
 *
 * @param losses how often it was sent without an answer.
 */
export function waitAfterFailure(error: unknown, losses: number): number | undefined {
  if (error instanceof ThrottledError) return Math.max(LEAST_THROTTLE, error.retryAfter);
  if (error instanceof ConnectionLostError || error instanceof RequestTimeoutError) {
    return error.sent === 'unknown' && losses >= MAX_LOSSES ? undefined : RECONNECT_WAIT;
  }
  return undefined;
}
