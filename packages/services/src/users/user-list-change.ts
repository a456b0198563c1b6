import { isDeepStrictEqual } from 'node:util';
import type { User, UserList, UserListChange } from '@holdfast/core/internal';

/** What is new, other or gone in a list; nothing at all is `undefined`, except of the first list. */
export function userListChange(before: UserList | undefined, now: UserList): UserListChange | undefined {
  const known = byId(before?.users ?? []);
  const present = byId(now.users);
  const added = now.users.filter(({ id }) => !known.has(id));
  const changed = now.users.filter(({ id, fields }) => {
    const old = known.get(id);
    return old !== undefined && !isDeepStrictEqual(old.fields, fields);
  });
  const removed = (before?.users ?? []).filter(({ id }) => !present.has(id));
  if (before !== undefined && added.length + changed.length + removed.length === 0) return undefined;
  return { ...now, added, changed, removed };
}

const byId = (users: readonly User[]): ReadonlyMap<string, User> => new Map(users.map((user) => [user.id, user]));
