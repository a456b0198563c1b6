import { field, isObject, readText } from '@holdfast/core/protocol';
import { readTime } from './read-time.js';

/** A lifecycle event of a session, as the bot tells it. */
export interface Happening {
  /** Grows by one with each event of the bot. */
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Reads an event; `undefined` for anything that is none. */
export function readHappening(value: unknown): Happening | undefined {
  const id = readText(field(value, 'id'), 64);
  const at = readTime(field(value, 'at'));
  const name = readText(field(value, 'name'), 64);
  const detail = field(value, 'detail');
  if (id === undefined || at === undefined || name === undefined) return undefined;
  return { id, at, name, detail: isObject(detail) ? detail : {} };
}
