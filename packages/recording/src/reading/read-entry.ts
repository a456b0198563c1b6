import { type Failure, type Entry, type EntryKind, type Happening } from '../entry.js';
import { isObject, type JsonObject, readNumber, readString, readText } from '@holdfast/core/protocol';

const ID = 256;
const WORD = 256;

type Read<K extends EntryKind> = (raw: JsonObject) => Extract<Happening, { readonly kind: K }> | undefined;

/** Each gives `undefined` for an entry that lacks something. */
const READERS: { readonly [K in EntryKind]: Read<K> } = {
  call: (raw) => complete({ kind: 'call', call: count(raw, 'call'), of: text(raw, 'of') }),
  return: (raw) => complete({ kind: 'return', call: count(raw, 'call'), ...some(raw, ['value']), ...failure(raw) }),
  dial: (raw) => complete({ kind: 'dial', socket: count(raw, 'socket') }),
  opened: (raw) => complete({ kind: 'opened', socket: count(raw, 'socket') }),
  notified: (raw) =>
    complete({
      kind: 'notified',
      socket: count(raw, 'socket'),
      type: text(raw, 'type'),
      body: raw['body'] ?? {},
      ...some(raw, ['metadata']),
    }),
  clocked: (raw) =>
    complete({
      kind: 'clocked',
      socket: count(raw, 'socket'),
      offset: readNumber(raw['offset']),
      roundTrip: readNumber(raw['roundTrip']),
    }),
  oddity: (raw) => complete({ kind: 'oddity', socket: count(raw, 'socket'), name: text(raw, 'name') }),
  closed: (raw) =>
    complete({
      kind: 'closed',
      socket: count(raw, 'socket'),
      cause: text(raw, 'cause'),
      ...numbers(raw, ['code', 'status', 'retryAfter']),
      ...texts(raw, ['reason']),
      failure: failure(raw).failure ?? { code: 'CONNECTION_LOST' },
    }),
  request: (raw) =>
    complete({
      kind: 'request',
      socket: count(raw, 'socket'),
      request: count(raw, 'request'),
      type: text(raw, 'type'),
      body: raw['body'] ?? {},
      ...some(raw, ['metadata']),
    }),
  answer: (raw) =>
    complete({ kind: 'answer', request: count(raw, 'request'), ...some(raw, ['body']), ...failure(raw) }),
  close: (raw) => complete({ kind: 'close', socket: count(raw, 'socket') }),
  draw: (raw) => complete({ kind: 'draw', chance: chance(raw) }),
  began: (raw) =>
    complete({
      kind: 'began',
      handler: count(raw, 'handler'),
      of: text(raw, 'of'),
      name: text(raw, 'name'),
      ...texts(raw, ['conversationId', 'dialogId']),
      ...numbers(raw, ['sequence']),
    }),
  ended: (raw) => complete({ kind: 'ended', handler: count(raw, 'handler'), ...failure(raw) }),
  event: (raw) => complete({ kind: 'event', type: text(raw, 'type'), ...failure(raw) }),
  lost: (raw) => complete({ kind: 'lost', of: text(raw, 'of') }),
  end: (raw) => complete({ kind: 'end', why: text(raw, 'why') }),
};

export const isEntryKind = (value: unknown): value is EntryKind =>
  typeof value === 'string' && Object.hasOwn(READERS, value);

/** One entry of a known kind; `undefined` if something of it is missing. */
export function readEntry(kind: EntryKind, raw: JsonObject): Entry | undefined {
  const t = raw['t'];
  const happening: Happening | undefined = READERS[kind](raw);
  return happening === undefined || typeof t !== 'number' || !(t >= 0) ? undefined : { ...happening, t };
}

type Partly<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Nothing that must be there is missing. */
const complete = <T extends object>(parts: Partly<T>): T | undefined =>
  Object.values(parts).includes(undefined) ? undefined : (parts as T);

const count = (raw: JsonObject, name: string): number | undefined => {
  const value = raw[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
};

const text = (raw: JsonObject, name: string): string | undefined => readText(raw[name], WORD);

const chance = (raw: JsonObject): number | undefined => {
  const value = raw['chance'];
  return typeof value === 'number' && value >= 0 && value < 1 ? value : undefined;
};

/** Fields that may be there. */
const some = <K extends string>(raw: JsonObject, names: readonly K[]): { readonly [N in K]?: unknown } =>
  picked(raw, names, () => true);

const numbers = <K extends string>(raw: JsonObject, names: readonly K[]): { readonly [N in K]?: number } =>
  picked(raw, names, (value) => typeof value === 'number' && Number.isFinite(value));

const texts = <K extends string>(raw: JsonObject, names: readonly K[]): { readonly [N in K]?: string } =>
  picked(raw, names, (value) => readString(value) !== undefined && String(value).length <= ID);

const picked = <T>(raw: JsonObject, names: readonly string[], fits: (value: unknown) => boolean): T =>
  Object.fromEntries(
    names.filter((name) => Object.hasOwn(raw, name) && fits(raw[name])).map((name) => [name, raw[name]]),
  ) as T;

function failure(raw: JsonObject): { readonly failure?: Failure } {
  const given = raw['failure'];
  if (!isObject(given)) return {};
  const sent = given['sent'];
  return {
    failure: {
      code: readText(given['code'], WORD) ?? 'UNKNOWN',
      ...texts(given, ['name', 'requestType']),
      ...numbers(given, ['status', 'retryAfter']),
      ...(sent === 'no' || sent === 'unknown' ? { sent } : {}),
    },
  };
}
