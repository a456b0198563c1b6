import { builtElement } from './built-element.js';
import { clickOn, type TappableOptions, tappableOptions } from './click.js';
import type { ImageElement } from './element.js';
import { given } from './given.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';

export interface ImageOptions extends LookOptions, TappableOptions {
  /** At most 128 characters. */
  readonly caption?: string;
}

/**
 * An image, which the consumer's window loads itself. LivePerson shows images of domains only that are on the account's
 * list.
 *
 * @param url begins with `https://`; at most 2,048 characters.
 */
export function image(url: string, options?: ImageOptions): ImageElement {
  const chosen = given(options, ['caption', ...lookOptions, ...tappableOptions]);
  const click = clickOn(chosen.action, chosen);
  return builtElement<ImageElement>({ type: 'image', url, caption: chosen.caption, ...lookOf(chosen), click });
}
