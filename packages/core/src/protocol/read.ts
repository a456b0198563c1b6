/**
 * Readers for values that came from the network. Each takes `unknown` and gives a value of its type or `undefined`;
 * none throws, none copies, none follows a prototype.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own field of an object; anything else has no fields. `__proto__` and its like are never own fields we read. */
export const field = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** A string of 1 to `max` characters. A number is taken as its decimal digits: some services send ids either way. */
export const readText = (value: unknown, max: number): string | undefined => {
  if (typeof value === 'string') return value.length > 0 && value.length <= max ? value : undefined;
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** A string of any length, also an empty one. */
export const readString = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const DIGITS = /^\d{1,16}$/;

/** A whole number from 0 to 2^53 − 1. Decimal digits in a string are taken too (`"7"`): the wire has both. */
export const readCount = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && Number(number) >= 0 ? Number(number) : undefined;
};

/** Any finite number, also as a string; `-1` is how the platform writes "none" in some fields. */
export const readNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** A list. The platform may send a one-element list as the bare element (messaging.md §3). */
export const readList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
