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
  if (request.event['contentType'] === 'hosted/file') return;
  const size = JSON.stringify(request).length;
  if (size <= limit) return;
  throw fault('', `takes ${size} characters as JSON, and the platform takes at most ${limit}. Send it in parts`);
}
