import type { EventContent } from './message-event.js';
import { field, readList, readText } from './read.js';

/** What a person reads of an event; nothing of receipts and typing. */
export function textOf(event: EventContent): string | undefined {
  if (event.type === 'ContentEvent') {
    return typeof event.message === 'string' ? event.message : (readText(field(event.message, 'caption'), 8_000) ?? '');
  }
  return event.type === 'RichContentEvent' ? richTexts(event.content).join('\n') : undefined;
}

const richTexts = (element: unknown): readonly string[] => [
  ...[field(element, 'text'), field(element, 'title')].filter((text) => typeof text === 'string'),
  ...readList(field(element, 'elements')).flatMap(richTexts),
];
