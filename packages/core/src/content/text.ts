import { builtElement } from './built-element.js';
import { clickOn, type TappableOptions, tappableOptions } from './click.js';
import type { BuiltContent } from './content.js';
import type { TextElement } from './element.js';
import { given } from './given.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';
import { plainText, type PlainTextOptions } from './plain-text.js';

export interface TextOptions extends LookOptions, TappableOptions {
  readonly quickReplies?: undefined;
}

export interface TextMessageOptions extends PlainTextOptions {
  readonly quickReplies: NonNullable<PlainTextOptions['quickReplies']>;
}

/**
 * With quick replies: a message of plain text, to be sent.
 *
 * @param words at most 5,000 characters.
 */
export function text(words: string, options: TextMessageOptions): BuiltContent;
/** Without: a text among other elements, in a layout. */
export function text(words: string, options?: TextOptions): TextElement;
export function text(words: string, options?: TextOptions | TextMessageOptions): TextElement | BuiltContent {
  return isMessage(options) ? plainText(words, options) : textElement(words, options);
}

const isMessage = (options: TextOptions | TextMessageOptions | undefined): options is TextMessageOptions =>
  options?.quickReplies !== undefined;

function textElement(words: string, options: TextOptions | undefined): TextElement {
  const chosen = given(options, ['quickReplies', ...lookOptions, ...tappableOptions]);
  const click = clickOn(chosen.action, chosen);
  return builtElement<TextElement>({ type: 'text', text: words, ...lookOf(chosen), click });
}
