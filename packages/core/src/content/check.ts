import { field, isObject } from '../protocol/read.js';
import { fault, within } from './fault.js';

/** Passes or throws a `ContentError` that names the path. */
export type Check = (value: unknown, path: string) => void;

/** Checks of the known fields of an object. Others are let through: the platform may know them. */
export type Fields = Readonly<Record<string, Check>>;

export const optional =
  (check: Check): Check =>
  (value, path) => {
    if (value !== undefined) check(value, path);
  };

/** Text with something to see in it. */
export const words =
  (max: number): Check =>
  (value, path) => {
    present(value, path);
    if (typeof value !== 'string') throw fault(path, 'is no text. Give a string');
    if (value.length > max) {
      throw fault(path, `has ${value.length} characters, and the platform takes at most ${max}. Shorten it`);
    }
    if (value.trim() === '') throw fault(path, 'is empty. Give at least one visible character');
    if (!value.isWellFormed()) {
      throw fault(path, 'holds half of a surrogate pair. Cut texts between characters, not inside');
    }
  };

export const number =
  (min: number, max: number): Check =>
  (value, path) => {
    present(value, path);
    if (typeof value === 'number' && value >= min && value <= max) return;
    throw fault(path, `is no number from ${min} to ${max}`);
  };

export const whole =
  (min: number, max: number): Check =>
  (value, path) => {
    present(value, path);
    if (Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max) return;
    throw fault(path, `is no whole number from ${min} to ${max}`);
  };

export const flag: Check = (value, path) => {
  present(value, path);
  if (typeof value !== 'boolean') throw fault(path, 'is neither true nor false');
};

export const oneOf =
  (...values: readonly string[]): Check =>
  (value, path) => {
    present(value, path);
    if (typeof value === 'string' && values.includes(value)) return;
    throw fault(path, `is none of ${values.map((each) => `'${each}'`).join(', ')}`);
  };

export interface ListTerms {
  /** @default 0 */
  readonly min?: number;
  readonly max: number;
  readonly each: Check;
}

export const list =
  ({ min = 0, max, each }: ListTerms): Check =>
  (value, path) => {
    present(value, path);
    if (!Array.isArray(value)) throw fault(path, 'is no list. Give an array');
    const items: readonly unknown[] = value;
    if (items.length < min) throw fault(path, `has ${items.length} items, and at least ${min} are needed`);
    if (items.length > max) throw fault(path, `has ${items.length} items, and the platform takes at most ${max}`);
    for (const [index, item] of items.entries()) each(item, within(path, index));
  };

export const fields =
  (shape: Fields): Check =>
  (value, path) => {
    present(value, path);
    if (!isObject(value)) throw fault(path, 'is no object');
    for (const [name, check] of Object.entries(shape)) check(field(value, name), within(path, name));
  };

/** The type of an element, an action or a piece of metadata. */
export function kindOf(value: unknown, path: string): string {
  fields({ type: words(64) })(value, path);
  return String(field(value, 'type'));
}

function present(value: unknown, path: string): void {
  if (value === undefined) throw fault(path, 'is missing');
}
