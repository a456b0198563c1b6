import { field, readList, readText } from '@holdfast/core/protocol';
import { type Choice, readChoice } from './choice.js';
import { safeUrl } from './safe-url.js';

/** Structured content, checked and cut to what the page shows. */
export type RichElement =
  | { readonly kind: 'container'; readonly layout: Layout; readonly elements: readonly RichElement[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly url: string; readonly caption: string }
  | { readonly kind: 'button'; readonly choice: Choice }
  /** An element that we do not know, or one that we must not show. */
  | { readonly kind: 'odd'; readonly type: string };

type Layout = 'vertical' | 'horizontal' | 'carousel';

/** Deeper or wider than this no author goes on purpose. */
const DEPTH = 8;
const WIDTH = 50;

const layouts: ReadonlyMap<string, Layout> = new Map([
  ['vertical', 'vertical'],
  ['card', 'vertical'],
  ['horizontal', 'horizontal'],
  ['carousel', 'carousel'],
]);

/** Source: messaging.md §5.9. */
export function readRichElement(value: unknown, depth = 1): RichElement {
  const type = readText(field(value, 'type'), 64) ?? 'unknown';
  const layout = layouts.get(type);
  if (layout !== undefined && depth <= DEPTH) {
    const inner = readList(field(value, 'elements')).slice(0, WIDTH);
    return { kind: 'container', layout, elements: inner.map((element) => readRichElement(element, depth + 1)) };
  }
  return readLeaf(type, value) ?? { kind: 'odd', type };
}

function readLeaf(type: string, value: unknown): RichElement | undefined {
  if (type === 'text') {
    const text = readText(field(value, 'text'), 8_000);
    return text === undefined ? undefined : { kind: 'text', text };
  }
  if (type === 'button') {
    const choice = readChoice(value);
    return choice && { kind: 'button', choice };
  }
  const url = type === 'image' ? safeUrl(field(value, 'url')) : undefined;
  if (url === undefined) return undefined;
  const caption = readText(field(value, 'caption'), 1_000) ?? readText(field(value, 'tooltip'), 1_000) ?? '';
  return { kind: 'image', url, caption };
}
