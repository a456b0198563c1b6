import type { JsonObject } from '../protocol/read.js';
import type { BuiltContent } from './content.js';
import type { RichElement } from './element.js';
import { finished } from './finished.js';
import { given } from './given.js';
import { type ContentLimits, limitsWith } from './limits.js';
import { plain } from './plain.js';
import { type QuickReplies, sendableReplies } from './quick-replies.js';
import { checkTree } from './tree.js';

export interface RichContentOptions {
  readonly quickReplies?: QuickReplies;
  /** For accounts or windows that take more, or less, than LivePerson documents. */
  readonly limits?: Partial<ContentLimits>;
}

/**
 * Makes an element ready to be sent, alone or with quick replies below it.
 *
 * @param element what a builder made, or the platform's own JSON. Types and fields that Holdfast does not know pass
 *   unchecked; those it knows are checked.
 * @throws ContentError with the path from this element to the fault, as in `elements[2].click.actions[0].uri`.
 */
export function richContent(element: RichElement | JsonObject, options?: RichContentOptions): BuiltContent {
  const { quickReplies, limits } = given(options, ['quickReplies', 'limits']);
  const terms = limitsWith(limits);
  const content = plain<RichElement | JsonObject>(element);
  checkTree(content, terms);
  const replies = quickReplies === undefined ? {} : { quickReplies: sendableReplies(quickReplies, terms) };
  return finished({ type: 'RichContentEvent', content, ...replies }, terms);
}
