import { publish } from './action.js';
import { type Check, fields, list, oneOf, optional, whole, words } from './check.js';
import { checkClick, clickOn, type TapOptions, tapOptions } from './click.js';
import type { ButtonElement } from './element.js';
import { checkElement } from './element-checks.js';
import { within } from './fault.js';
import { given } from './given.js';
import type { ContentLimits } from './limits.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';
import { plain } from './plain.js';
import { builtElement } from './built-element.js';

/** Quick replies as they go over the wire. Source: messaging.md §5.9. */
export interface QuickReplies {
  readonly type: 'quickReplies';
  readonly itemsPerRow: number;
  readonly replies: readonly ButtonElement[];
}

export interface ReplyOptions extends LookOptions, TapOptions {
  /** What a tap sends as the consumer's message. At most 256 characters. @default the title */
  readonly says?: string;
}

/** One quick reply. @param title at most 25 characters, unless `limits.replyTitle` says otherwise. */
export function reply(title: string, options?: ReplyOptions): ButtonElement {
  const chosen = given(options, ['says', ...lookOptions, ...tapOptions]);
  words(128)(title, 'title');
  optional(words(256))(chosen.says, 'says');
  const click = clickOn(publish(chosen.says ?? title), chosen) ?? {};
  return builtElement<ButtonElement>({ type: 'button', title, ...lookOf(chosen), click });
}

export interface QuickRepliesOptions {
  /** From 1 to 8. LivePerson makes three rows and puts the rest into the last. @default 8 */
  readonly itemsPerRow?: number;
}

/** 1 to 24 answers to tap. They go away when one is tapped, or when the consumer says something else. */
export function quickReplies(replies: readonly ButtonElement[], options?: QuickRepliesOptions): QuickReplies {
  const { itemsPerRow = 8 } = given(options, ['itemsPerRow']);
  const built = plain<QuickReplies>({ type: 'quickReplies', itemsPerRow, replies });
  check(built, '');
  return built;
}

/** A checked and frozen copy for sending. */
export function sendableReplies(replies: QuickReplies, limits: ContentLimits): QuickReplies {
  const path = 'quickReplies';
  const copy = plain<QuickReplies>(replies, path);
  check(copy, path);
  for (const [index, { title }] of copy.replies.entries()) {
    words(limits.replyTitle)(title, within(within(within(path, 'replies'), index), 'title'));
  }
  return copy;
}

const checkReply: Check = (value, path) => {
  fields({ type: oneOf('button'), click: checkClick })(value, path);
  checkElement(value, path);
};

const check = fields({
  type: oneOf('quickReplies'),
  itemsPerRow: whole(1, 8),
  replies: list({ min: 1, max: 24, each: checkReply }),
});
