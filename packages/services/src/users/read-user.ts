import type { User } from '@holdfast/core/internal';
import { isObject, readCount, readList, readNumber, readString, readText } from '@holdfast/core/protocol';
import { attribute } from '../attribute.js';

const KINDS = ['system', 'human', 'bot'] as const;
const ID = 64;

/** A user as the platform sent it; `undefined` for one without an id. */
export function readUser(value: unknown): User | undefined {
  const id = readText(attribute(value, 'id'), ID);
  if (!isObject(value) || id === undefined) return undefined;
  const text = (name: string): string | undefined => readString(attribute(value, name));
  const optional = <K extends string, V>(name: K, found: V | undefined): { readonly [N in K]?: V } =>
    found === undefined ? {} : ({ [name]: found } as { readonly [N in K]: V });
  return {
    id,
    ...optional('pid', text('pid')),
    ...optional('loginName', text('loginName')),
    ...optional('fullName', text('fullName')),
    ...optional('nickname', text('nickname')),
    ...optional('email', text('email')),
    ...optional('enabled', readFlag(attribute(value, 'isEnabled'))),
    deleted: readFlag(attribute(value, 'deleted')) ?? false,
    kind: KINDS[readCount(attribute(value, 'userTypeId')) ?? -1] ?? 'unknown',
    apiUser: readFlag(attribute(value, 'isApiUser')) ?? false,
    ...optional('allowedAppKeys', text('allowedAppKeys')),
    ...optional('maxChats', readNumber(attribute(value, 'maxChats'))),
    ...optional('maxAsyncChats', readNumber(attribute(value, 'maxAsyncChats'))),
    skillIds: readIds(attribute(value, 'skillIds')),
    profileIds: readIds(attribute(value, 'profileIds')),
    fields: value,
  };
}

const readFlag = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;

const readIds = (value: unknown): readonly string[] =>
  readList(value)
    .map((id) => readText(id, ID))
    .filter((id) => id !== undefined);
