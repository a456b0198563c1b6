import type { Account } from '../model/account.js';
import { guarded } from './access.js';
import { type Route, sendJson } from './router.js';

const root = '/api/account/:account/configuration/le-users';

/** The account's skills and groups of agents. Source: rest-and-auth.md §6. */
export function configurationRoutes(account: Account): readonly Route[] {
  const rule = { privilege: 'skills', scope: 'skills.read' } as const;
  const skills = () => [...account.skills].map(([id, name]) => ({ id: Number(id), name, deleted: false }));
  const groups = () => [{ id: 1, name: 'Main group', deleted: false, isEnabled: true }];
  return Object.entries({ skills, agentGroups: groups }).map(([name, list]) => ({
    method: 'GET',
    path: `${root}/${name}`,
    handle: guarded(account, rule, ({ response }) => sendJson(response, 200, list())),
  }));
}
