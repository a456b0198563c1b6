import { builtElement } from './built-element.js';
import type { Border, Carousel, Horizontal, RichElement, Vertical } from './element.js';
import { given } from './given.js';

export interface LayoutOptions {
  /** What other channels than the web need to recognize a card, for example `generic`. At most 64 characters. */
  readonly tag?: string;
  readonly border?: Border;
}

/** Elements below each other: 1 to 256. */
export function vertical(elements: readonly RichElement[], options?: LayoutOptions): Vertical {
  const { tag, border } = given(options, ['tag', 'border']);
  return builtElement<Vertical>({ type: 'vertical', tag, border, elements });
}

/** Elements beside each other: 1 to 256. */
export function horizontal(elements: readonly RichElement[], options?: LayoutOptions): Horizontal {
  const { tag, border } = given(options, ['tag', 'border']);
  return builtElement<Horizontal>({ type: 'horizontal', tag, border, elements });
}

export interface CarouselOptions {
  readonly tooltip?: string;
  /** Between the cards, from 0 to 10. */
  readonly padding?: number;
}

/** Two to ten cards to swipe through. No carousel may lie in another. */
export function carousel(cards: readonly (Vertical | Horizontal)[], options?: CarouselOptions): Carousel {
  const { tooltip, padding } = given(options, ['tooltip', 'padding']);
  return builtElement<Carousel>({ type: 'carousel', tooltip, padding, elements: cards });
}
