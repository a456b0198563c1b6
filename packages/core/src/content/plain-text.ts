import type { JsonObject } from '../protocol/read.js';
import { type Check, words } from './check.js';
import type { BuiltContent } from './content.js';
import { finished } from './finished.js';
import { given } from './given.js';
import { type ContentLimits, contentLimits, limitsWith } from './limits.js';
import { type QuickReplies, sendableReplies } from './quick-replies.js';

export interface PlainTextOptions {
  readonly quickReplies?: QuickReplies;
  readonly limits?: Partial<ContentLimits>;
}

const usual = words(contentLimits.characters);

/** Text that goes out at once, and is nobody else's to change. Its size is for the sender to check, with all that goes along. */
export function textEvent(message: string, check: Check = usual): JsonObject {
  check(message, 'text');
  return { type: 'ContentEvent', contentType: 'text/plain', message };
}

/** @throws ContentError if the platform would refuse the text. */
export function plainText(message: string, options?: PlainTextOptions): BuiltContent {
  const { quickReplies, limits } = given(options, ['quickReplies', 'limits']);
  const terms = limitsWith(limits);
  const event = terms === contentLimits ? textEvent(message) : textEvent(message, words(terms.characters));
  if (quickReplies === undefined) return finished(event, terms);
  return finished({ ...event, quickReplies: sendableReplies(quickReplies, terms) }, terms);
}
