import type { Happening } from '../session/happening.js';
import { durationText } from '../time/duration-text.js';

const FACTS = 8;
const LONGEST = 120;
const durations: ReadonlySet<string> = new Set(['retryIn', 'downtime']);

/** The facts of an event in a line: `reason closed · code 1006 · retry in 1.2 s`. */
export const happeningText = ({ detail }: Happening): string =>
  Object.entries(detail)
    .slice(0, FACTS)
    .flatMap(([name, value]) => {
      const text = valueText(name, value);
      return text === undefined ? [] : [`${spaced(name)} ${text}`];
    })
    .join(' · ');

function valueText(name: string, value: unknown): string | undefined {
  if (typeof value === 'number' && durations.has(name)) return durationText(value);
  if (typeof value === 'string') return value.slice(0, LONGEST);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `retryIn` → `retry in` */
const spaced = (name: string): string => name.slice(0, 40).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
