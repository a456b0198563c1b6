import { StoreInputError } from '../errors/store.js';

const MAX_BYTES = 65_536;
const MAX_DEPTH = 64;

/**
 * A value as JSON, checked: what was written is what will be read. Members that are `undefined` are left out, as JSON
 * does.
 *
 * @throws StoreInputError for what JSON would change or refuse, for more than 64 KiB, and for more than 64 levels.
 */
export function jsonText(value: unknown): string {
  assertJson(value, 0);
  const text = JSON.stringify(value);
  const size = Buffer.byteLength(text);
  if (size <= MAX_BYTES) return text;
  const fact = `takes ${size} bytes as JSON, and ${MAX_BYTES} are allowed`;
  throw new StoreInputError('value', `A value to be stored ${fact}. Store less, or a reference to it.`, size);
}

function assertJson(value: unknown, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object')
    throw notJson(typeof value === 'number' ? 'a number that is not finite' : typeof value);
  if (depth === MAX_DEPTH) throw notJson(`nested deeper than ${MAX_DEPTH} levels, or in a circle`);
  if (Array.isArray(value)) return value.forEach((element) => assertJson(element, depth + 1));
  if (!isPlain(value)) throw notJson('an object of a class, such as a Date or a Map');
  for (const member of Object.values(value)) if (member !== undefined) assertJson(member, depth + 1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

const notJson = (kind: string): StoreInputError =>
  new StoreInputError(
    'value',
    `A value to be stored is or contains what JSON cannot say: ${kind}. Store texts, numbers, booleans, null, lists and plain objects.`,
  );
