import type { ConfigurationEntry, ConfigurationList, ServiceCallOptions } from '@holdfast/core/internal';
import { isObject, readList, readString, readText } from '@holdfast/core/protocol';
import { attribute } from './attribute.js';
import { type ClientParts, door } from './door.js';
import { misshapen } from './rest.js';

const LIMIT = 8_388_608;

/** A list of the account's configuration: `skills` or `agentGroups`. Source: rest-and-auth.md §6. */
export function configurationList(parts: ClientParts, kind: 'skills' | 'agentGroups'): ConfigurationList {
  const { authorizer, accountId } = parts.access;
  const send = door(parts, { at: { service: 'accountConfigReadOnly' }, authorizer });
  const name = `GET ${kind}`;
  return {
    list: (options: ServiceCallOptions = {}) =>
      send(
        {
          method: 'GET',
          path: `/api/account/${accountId}/configuration/le-users/${kind}?v=2.0`,
          name,
          limit: LIMIT,
          read: ({ body }) => {
            if (!Array.isArray(body) && !isObject(body)) throw misshapen(name, 'that is no list');
            const entries = readList(body).map(readEntry);
            if (entries.length > 0 && entries.every((entry) => entry === undefined))
              throw misshapen(name, 'that is no list');
            return entries.filter((entry) => entry !== undefined);
          },
        },
        options,
      ),
  };
}

function readEntry(value: unknown): ConfigurationEntry | undefined {
  const id = readText(attribute(value, 'id'), 64);
  if (!isObject(value) || id === undefined) return undefined;
  const name = readString(attribute(value, 'name'));
  const deleted = attribute(value, 'deleted');
  return {
    id,
    ...(name === undefined ? {} : { name }),
    deleted: deleted === true || deleted === 'true',
    fields: value,
  };
}
