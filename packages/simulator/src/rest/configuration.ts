import type { Account } from '../model/account.js';
import { Refusal } from '../refusal.js';
import { type Exchange, type Route, sendJson } from './router.js';

const root = '/api/account/:account/configuration/le-users';

/** The account's skills for logged-in users, and the public profile of an agent. Source: messaging.md §11.4. */
export function configurationRoutes(account: Account): readonly Route[] {
  const skills = ({ params, request, response }: Exchange) => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (params['account'] !== account.id || !account.sessions.find(bearer)) throw new Refusal(401, 'Unauthorized');
    sendJson(
      response,
      200,
      [...account.skills].map(([id, name]) => ({ id: Number(id), name, deleted: false })),
    );
  };
  const profile = ({ params, response }: Exchange) => {
    const agent = params['account'] === account.id ? account.agent(params['pid'] ?? '') : undefined;
    if (agent === undefined) throw new Refusal(404, 'no such user');
    const { pid, nickname, username } = agent.settings;
    sendJson(response, 200, { pid, nickname, fullName: nickname, employeeId: username, pictureUrl: null });
  };
  return [
    { method: 'GET', path: `${root}/skills`, handle: skills },
    { method: 'GET', path: `${root}/users/:pid`, handle: profile },
  ];
}
