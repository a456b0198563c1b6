import { field, isObject } from '../protocol/read.js';
import { kindOf } from './check.js';
import type { BuiltContent, Content } from './content.js';
import { fault } from './fault.js';
import { finished } from './finished.js';
import { contentLimits } from './limits.js';
import { plain } from './plain.js';
import { plainText, textEvent } from './plain-text.js';
import { type QuickReplies, sendableReplies } from './quick-replies.js';
import { richContent } from './rich-content.js';

/**
 * Whatever an author may send, as what goes out. Plain text is checked but for its size.
 *
 * @throws ContentError if the platform would refuse it.
 */
export function builtContent(content: Content, quickReplies?: QuickReplies): BuiltContent {
  if (typeof content === 'string' && quickReplies === undefined) return { event: textEvent(content) };
  const options = quickReplies === undefined ? undefined : { quickReplies };
  if (typeof content === 'string') return plainText(content, options);
  if (!isObject(content)) throw fault('', 'is neither a text nor what a builder made');
  return isBuilt(content) ? withReplies(content, quickReplies) : richContent(content, options);
}

const isBuilt = (content: object): content is BuiltContent => isObject(field(content, 'event'));

function withReplies(content: BuiltContent, quickReplies: QuickReplies | undefined): BuiltContent {
  const event = plain(content.event, 'event');
  kindOf(event, 'event');
  const { characters = contentLimits.characters } = content;
  const limits = { ...contentLimits, characters };
  if (quickReplies === undefined) return finished(event, limits);
  if (event['quickReplies'] !== undefined) {
    throw fault('quickReplies', 'is given twice: with the content, and beside it. Keep one');
  }
  return finished({ ...event, quickReplies: sendableReplies(quickReplies, limits) }, limits);
}
