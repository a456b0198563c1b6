import { imageAddress } from './addresses.js';
import { list, optional, words } from './check.js';
import type { ButtonElement, ImageElement, Vertical } from './element.js';
import { checkElement } from './element-checks.js';
import { fault } from './fault.js';
import { given } from './given.js';
import { image as imageOf } from './image.js';
import { type LayoutOptions, vertical } from './layout.js';
import { text as textOf } from './text.js';

export interface CardOptions extends LayoutOptions {
  /** An address, or what `image()` made. */
  readonly image?: string | ImageElement;
  /** Shown bold. */
  readonly title?: string;
  readonly text?: string;
  /** LivePerson advises no more than three or four. */
  readonly buttons?: readonly ButtonElement[];
}

/** The usual card: an image, a title, a text and buttons below each other, whichever are given. */
export function card(options: CardOptions): Vertical {
  const chosen = given(options, ['image', 'title', 'text', 'buttons', 'tag', 'border']);
  const { image, title, text, buttons, tag, border } = chosen;
  if (typeof image === 'string') imageAddress(image, 'image');
  else optional(checkElement)(image, 'image');
  optional(words(5_000))(title, 'title');
  optional(words(5_000))(text, 'text');
  optional(list({ max: 250, each: checkElement }))(buttons, 'buttons');
  const elements = [
    ...(image === undefined ? [] : [typeof image === 'string' ? imageOf(image) : image]),
    ...(title === undefined ? [] : [textOf(title, { style: { bold: true } })]),
    ...(text === undefined ? [] : [textOf(text)]),
    ...(buttons ?? []),
  ];
  if (elements.length === 0) throw fault('', 'is a card with nothing on it. Give an image, a title, a text or buttons');
  return vertical(elements, { ...(tag === undefined ? {} : { tag }), ...(border === undefined ? {} : { border }) });
}
