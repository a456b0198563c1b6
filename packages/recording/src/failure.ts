import { isHoldfastError } from '@holdfast/core/internal';
import type { Failure } from './entry.js';

const LONGEST_NAME = 80;
const NAME = /^[\w.:-]+$/;

/** What may be told of an error: its code and facts, never its message, which may hold what a consumer wrote. */
export function failureOf(thrown: unknown): Failure {
  try {
    if (!isHoldfastError(thrown)) return { code: 'UNKNOWN', ...nameOf(thrown) };
    const facts: Record<string, unknown> = { code: thrown.code };
    for (const name of ['status', 'retryAfter', 'requestType', 'sent'] as const) {
      const fact: unknown = Reflect.get(thrown, name);
      if (typeof fact === 'number' || typeof fact === 'string') facts[name] = fact;
    }
    // The causes of other errors are ours, and no replay has them.
    return { ...facts, code: thrown.code, ...(thrown.code === 'HANDLER_FAILED' ? nameOf(thrown.cause) : {}) };
  } catch {
    // An author may throw what resists being looked at.
    return { code: 'UNKNOWN' };
  }
}

function nameOf(thrown: unknown): { readonly name?: string } {
  if (!(thrown instanceof Error)) return {};
  const { name } = thrown;
  return typeof name === 'string' && name.length <= LONGEST_NAME && NAME.test(name) ? { name } : {};
}
