import type { JsonObject } from '../protocol/read.js';
import { fault } from './fault.js';
import { contentLimits } from './limits.js';

/** A publish request, or as much of it as is known. */
export interface Request {
  readonly event: JsonObject;
  readonly dialogId?: string;
  readonly conversationId?: string;
  readonly messageAudience?: string | undefined;
}

/**
 * Files have limits of their own, since their preview travels with them.
 *
 * @param limit in characters of the JSON. Source: messaging.md §9.4, where it is the limit of a whole request.
 */
export function checkSize(request: Request, limit: number = contentLimits.characters): void {
  if (request.event['contentType'] === 'hosted/file' || longest(request, limit) <= limit) return;
  const size = JSON.stringify(request).length;
  if (size <= limit) return;
  throw fault('', `takes ${size} characters as JSON, and the platform takes at most ${limit}. Send it in parts`);
}

/**
 * At least as many characters as plain data takes as JSON: enough to spare most messages being written out to be
 * measured. Stops counting above the limit.
 */
function longest(value: unknown, limit: number): number {
  if (typeof value === 'string') return 2 + ESCAPED * value.length;
  if (typeof value !== 'object' || value === null) return LONGEST_NUMBER;
  let size = 2;
  for (const key in value) {
    size += 4 + ESCAPED * key.length + longest(Reflect.get(value, key), limit - size);
    if (size > limit) break;
  }
  return size;
}

/** A control character becomes six. */
const ESCAPED = 6;
const LONGEST_NUMBER = 25;
