import { ContentError } from '../errors/configuration.js';
import type { JsonObject } from '../protocol/read.js';

/** Content that a builder has made and checked. */
export interface BuiltContent {
  /** The event of the publish request, ready for the wire. Source: messaging.md §5.9. */
  readonly event: JsonObject;
}

/** What may be said: plain text, or what a builder made. */
export type Content = string | BuiltContent;

/** The longest text that the platform takes; over it the answer is 400. Source: messaging.md §9.4. */
export const TEXT_LIMIT = 5_000;

/**
 * The event of a publish request.
 *
 * @throws ContentError if the platform would refuse the text.
 */
export function contentEvent(content: Content): JsonObject {
  if (typeof content !== 'string') return content.event;
  if (content.trim() === '')
    throw new ContentError('text', 'The text to send is empty. Give at least one visible character.');
  if (content.length > TEXT_LIMIT) {
    throw new ContentError(
      'text',
      `The text to send has ${content.length} characters, and the platform takes at most ${TEXT_LIMIT}. Split it.`,
    );
  }
  if (!content.isWellFormed()) {
    throw new ContentError(
      'text',
      'The text to send holds half of a surrogate pair. Cut texts between characters, not inside.',
    );
  }
  return { type: 'ContentEvent', contentType: 'text/plain', message: content };
}
