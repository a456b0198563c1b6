import { words } from './check.js';
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

/** @throws ContentError if the platform would refuse the text. */
export function plainText(message: string, options?: PlainTextOptions): BuiltContent {
  const { quickReplies, limits } = given(options, ['quickReplies', 'limits']);
  const terms = limitsWith(limits);
  const check = terms === contentLimits ? usual : words(terms.characters);
  check(message, 'text');
  const event = { type: 'ContentEvent', contentType: 'text/plain', message };
  if (quickReplies === undefined) return finished(event, terms);
  return finished({ ...event, quickReplies: sendableReplies(quickReplies, terms) }, terms);
}
