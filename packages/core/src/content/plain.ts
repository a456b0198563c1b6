import { isObject } from '../protocol/read.js';
import { fault, within } from './fault.js';

/** What a builder writes down: fields that were not given may stand there as `undefined`. */
export type Draft<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Far beyond any content; a circle ends here. */
const NESTING = 200;
const VALUES = 20_000;

/**
 * A deeply frozen copy of plain JSON data, without the fields that are `undefined`. What the author does with the
 * original afterwards changes nothing any more.
 *
 * @param path where it stands, for errors.
 * @throws ContentError for whatever JSON does not carry: functions, dates, `NaN`, circles …
 */
export function plain<T>(draft: Draft<T>, path = ''): T {
  let left = VALUES;
  const copy = (value: unknown, at: string, depth: number): unknown => {
    left -= 1;
    if (left < 0 || depth > NESTING) throw fault(path, 'is too large, or leads back into itself');
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value + 0; // JSON knows no −0
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      if (items.length > left) throw fault(at, 'is too large');
      return Object.freeze(Array.from(items, (item, index) => copy(item, within(at, index), depth + 1)));
    }
    if (!isObject(value) || !isPlain(value)) throw fault(at, 'is nothing that JSON carries. Give plain data');
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.freeze(
      Object.fromEntries(entries.map(([key, item]) => [key, copy(item, within(at, key), depth + 1)])),
    );
  };
  // The one cast of this folder: only what was `undefined` is gone, and `T` says the same without it.
  return copy(draft, path, 0) as T;
}

/** An object literal, or one that `JSON.parse` made; also of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (isObject(prototype) && Object.getPrototypeOf(prototype) === null);
}
