import { types } from 'node:util';
import { redactText } from './redact-text.js';
import { namesSecret } from './secret-names.js';
import { REDACTED, type Secrets } from './secrets.js';

const DEEPEST = 8;
const WIDEST = 50;
const MOST_VALUES = 1_000;
const MOST_CHARACTERS = 50_000;

const MORE = '[…]';
const UNREADABLE = '[unreadable]';

/**
 * A copy of anything at all as it may stand in a log: plain data of bounded size without secrets, cycles or line breaks.
 * It never throws and runs no code of the value, but for `name`, `message`, `stack` and `cause` of errors.
 */
export const redact = (value: unknown, secrets: Secrets): unknown => {
  const walk: Walk = { secrets, ancestors: new Set(), values: MOST_VALUES, characters: MOST_CHARACTERS };
  return copy(value, walk);
};

interface Walk {
  readonly secrets: Secrets;
  readonly ancestors: Set<object>;
  /** How much may still be taken into this record. */
  values: number;
  characters: number;
}

const copy = (value: unknown, walk: Walk): unknown => {
  walk.values -= 1;
  if (walk.values < 0) return MORE;
  switch (typeof value) {
    case 'string':
      return copyText(value, walk);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return copyText(String(value), walk);
    case 'function':
      return '[function]';
    case 'object':
      return value === null ? null : copyObject(value, walk);
    default:
      return value;
  }
};

const copyText = (text: string, walk: Walk): string => {
  if (walk.characters <= 0) return MORE;
  const safe = redactText(text, walk.secrets);
  walk.characters -= safe.length;
  return safe;
};

const copyObject = (value: object, walk: Walk): unknown => {
  if (types.isProxy(value)) return '[proxy]';
  if (walk.ancestors.has(value)) return '[circular]';
  if (walk.ancestors.size >= DEEPEST) return MORE;
  walk.ancestors.add(value);
  try {
    return copyByKind(value, walk);
  } catch {
    return UNREADABLE;
  } finally {
    walk.ancestors.delete(value);
  }
};

const copyByKind = (value: object, walk: Walk): unknown => {
  if (Array.isArray(value)) return copyList(value, walk);
  if (types.isNativeError(value) || value instanceof Error) return copyError(value, walk);
  if (types.isDate(value)) return dateText(value);
  if (types.isMap(value)) return copyEntries(Map.prototype.entries.call(value), walk);
  if (types.isSet(value)) return copyMembers(Set.prototype.values.call(value), walk);
  if (types.isArrayBufferView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`;
  if (types.isPromise(value)) return '[promise]';
  if (types.isRegExp(value)) return copyText(RegExp.prototype.toString.call(value), walk);
  if (value instanceof URL) return copyText(URL.prototype.toString.call(value), walk);
  if (types.isBoxedPrimitive(value)) return '[boxed]';
  return copyFields(value, walk);
};

const dateText = (date: Date): string => {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
};

/** `fromEntries` defines fields instead of assigning them, so a field named `__proto__` stays a field. */
const copyFields = (value: object, walk: Walk): object => {
  const names = Object.keys(value);
  const fields = names
    .slice(0, WIDEST)
    .map((name): [string, unknown] => [copyText(name, walk), guarded(name, ownData(value, name), walk)]);
  return Object.fromEntries(names.length > WIDEST ? [...fields, more(names.length)] : fields);
};

const more = (size: number): [string, unknown] => [MORE, `${size - WIDEST} more`];

/** A field that is computed when read stays unread: reading it could throw, block, or change something. */
const ownData = (value: object, name: PropertyKey): unknown => {
  const property = Object.getOwnPropertyDescriptor(value, name);
  return property && 'value' in property ? property.value : property && '[getter]';
};

/** Whether a secret is there or not may be told: it is the answer to many a question. */
const guarded = (name: unknown, value: unknown, walk: Walk): unknown => {
  const tells = value === undefined || value === null || typeof value === 'boolean';
  return !tells && typeof name === 'string' && namesSecret(name) ? REDACTED : copy(value, walk);
};

/** Node and others give headers as a flat list, so an element is guarded by the one before it. */
const copyList = (list: readonly unknown[], walk: Walk): readonly unknown[] => {
  const shown = Array.from({ length: Math.min(list.length, WIDEST) }, (_, index) =>
    guarded(index > 0 ? ownData(list, String(index - 1)) : undefined, ownData(list, String(index)), walk),
  );
  return list.length > WIDEST ? [...shown, `${list.length - WIDEST} more`] : shown;
};

const copyEntries = (entries: Iterable<readonly [unknown, unknown]>, walk: Walk): readonly unknown[] => {
  const shown: unknown[] = [];
  for (const [key, value] of entries) {
    if (shown.length === WIDEST) return [...shown, MORE];
    shown.push([copy(key, walk), guarded(key, value, walk)]);
  }
  return shown;
};

const copyMembers = (members: Iterable<unknown>, walk: Walk): readonly unknown[] => {
  const shown: unknown[] = [];
  for (const member of members) {
    if (shown.length === WIDEST) return [...shown, MORE];
    shown.push(copy(member, walk));
  }
  return shown;
};

const DEEPEST_STACK = 30;

const copyError = (error: Error, walk: Walk): object => {
  const calls = frames(read(error, 'stack'));
  const parts = {
    name: copy(read(error, 'name'), walk),
    message: copy(read(error, 'message'), walk),
    ...copyFields(withoutParts(error), walk),
    ...('cause' in error ? { cause: copy(read(error, 'cause'), walk) } : {}),
    ...(error instanceof AggregateError ? { errors: copy(read(error, 'errors'), walk) } : {}),
  };
  return calls.length > 0 ? { ...parts, stack: calls.map((call) => copyText(call, walk)) } : parts;
};

/** The calls alone: what stands before them repeats the message. */
const frames = (stack: unknown): readonly string[] =>
  (typeof stack === 'string' ? stack : '')
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, DEEPEST_STACK);

const PARTS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);

const withoutParts = (error: Error): object =>
  Object.fromEntries(
    Object.keys(error)
      .filter((name) => !PARTS.has(name))
      .map((name) => [name, ownData(error, name)]),
  );

const read = (error: Error, name: 'name' | 'message' | 'stack' | 'cause' | 'errors'): unknown => {
  try {
    return Reflect.get(error, name);
  } catch {
    return UNREADABLE;
  }
};
