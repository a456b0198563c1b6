import { imageAddress } from './addresses.js';
import { type Check, type Fields, fields, flag, kindOf, list, number, oneOf, optional, words } from './check.js';
import { checkClick } from './click.js';
import { fault, within } from './fault.js';
import { checkStyle } from './style.js';
import { field } from '../protocol/read.js';

/**
 * One element with its own fields, and what stands directly in it; not the fields of those. An element of an unknown type
 * passes, so that the platform may grow.
 */
export const checkElement: Check = (value, path) => {
  const type = kindOf(value, path);
  if (type === 'quickReplies') {
    throw fault(path, 'holds quick replies, which cannot stand alone. Give them as `quickReplies` beside the content');
  }
  if (Object.hasOwn(shapes, type)) fields(shapes[type] ?? {})(value, path);
};

const visible: Fields = {
  tooltip: optional(words(256)),
  tag: optional(words(64)),
  alt: optional(words(2_000)),
  rtl: optional(flag),
  style: optional(checkStyle),
};

const children = (min: number, max: number): Check => list({ min, max, each: kindOf });

const layout: Fields = {
  ...visible,
  border: optional(oneOf('border', 'borderLess', 'dropShadow')),
  click: optional(checkClick),
  elements: children(1, 256),
};

/** Children of exactly these types, in this order. */
const inOrder =
  (pattern: RegExp, wanted: string, max = 256): Check =>
  (value, path) => {
    children(1, max)(value, path);
    const types = Array.isArray(value) ? value.map((child: unknown) => field(child, 'type')) : [];
    if (!pattern.test(types.join())) throw fault(path, `has to hold ${wanted}`);
  };

const cards: Check = (value, path) => {
  children(2, 10)(value, path);
  if (!Array.isArray(value)) return;
  const carousel = value.findIndex((child: unknown) => field(child, 'type') === 'carousel');
  if (carousel !== -1) throw fault(within(path, carousel), CAROUSEL_IN_CAROUSEL);
};

export const CAROUSEL_IN_CAROUSEL = 'is a carousel inside a carousel. Show all the cards in one';

/** Source: messaging.md §5.9; numbers from LivePerson's public schema of the web window (json-pollock). */
const shapes: Readonly<Record<string, Fields>> = {
  text: { ...visible, text: words(5_000), click: optional(checkClick) },
  image: { ...visible, url: imageAddress, caption: optional(words(128)), click: optional(checkClick) },
  button: { ...visible, title: words(128), click: optional(checkClick) },
  map: { ...visible, la: number(-90, 90), lo: number(-180, 180), click: optional(checkClick) },
  vertical: layout,
  horizontal: layout,
  carousel: { ...visible, padding: optional(number(0, 10)), elements: cards },
  checkbox: { ...visible, text: words(5_000), click: checkClick },
  submitButton: { ...visible, title: words(128), click: checkClick },
  checklist: { elements: inOrder(/^checkbox(,checkbox)+$/, 'checkboxes, and at least two of them') },
  section: {
    sectionID: words(256),
    elements: inOrder(/^(text,)?checklist$/, 'a checklist, with or without a text before it', 2),
  },
  sectionList: { elements: inOrder(/^section(,section)*$/, 'sections') },
  buttonList: { elements: inOrder(/^submitButton(,button)?$/, 'a submit button, and after it at most one button', 2) },
  list: { elements: inOrder(/^text,sectionList,buttonList$/, 'a text, a sectionList and a buttonList', 3) },
};
