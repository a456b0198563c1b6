import { StoreInputError } from '../errors/store.js';
import type { StoreKey } from '../ports/store.js';

const LONGEST = Object.freeze({ conversationId: 512, name: 128 });

/**
 * One text for a key: no two keys share one, whatever characters they hold, and lone surrogates survive UTF-8. It is
 * never a file name.
 *
 * @throws StoreInputError for a part that is empty or too long.
 */
export const entryKey = ({ conversationId, name }: StoreKey): string =>
  JSON.stringify([checked('conversationId', conversationId), checked('name', name)]);

/** What every entry key of a conversation begins with, and those of no other. */
export const entryPrefix = (conversationId: string): string =>
  `${JSON.stringify([checked('conversationId', conversationId)]).slice(0, -1)},`;

function checked(part: 'conversationId' | 'name', text: unknown): string {
  const longest = LONGEST[part];
  if (typeof text !== 'string' || text === '') {
    throw new StoreInputError(part, `The ${part} of a stored entry must be a text of 1 to ${longest} characters.`);
  }
  if (text.length > longest) {
    const fact = `has ${text.length} characters, and ${longest} are allowed`;
    throw new StoreInputError(part, `The ${part} of a stored entry ${fact}. Use a shorter one.`, text.length);
  }
  return text;
}
