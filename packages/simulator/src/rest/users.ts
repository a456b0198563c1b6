import { readList, readText } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import { Refusal } from '../refusal.js';
import { guarded } from './access.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

const root = '/api/account/:account/configuration/le-users/users';

/** The Users API. Source: rest-and-auth.md §6. */
export function userRoutes(account: Account): readonly Route[] {
  const read = { privilege: 'users', scope: 'users.read' } as const;
  const write = { privilege: 'users', scope: 'users.write' } as const;
  const readers = {
    all: guarded(account, read, (exchange) => list(account, exchange)),
    one: oneOrProfile(account, read),
  };
  const put = guarded(account, write, (exchange) => replace(account, exchange));
  return [
    { method: 'GET', path: root, handle: readers.all },
    { method: 'GET', path: `${root}/:user`, handle: readers.one },
    { method: 'POST', path: root, handle: guarded(account, write, (exchange) => create(account, exchange)) },
    { method: 'PUT', path: `${root}/:user`, handle: put },
    { method: 'POST', path: `${root}/:user`, handle: tunnelled(put) },
    {
      method: 'DELETE',
      path: `${root}/:user`,
      handle: guarded(account, write, (exchange) => remove(account, exchange)),
    },
    {
      method: 'PUT',
      path: `${root}/:user/resetPassword`,
      handle: guarded(account, write, (exchange) => resetPassword(account, exchange)),
    },
  ];
}

/** The same address without authorization is the public profile of an agent, by his public id. */
function oneOrProfile(account: Account, rule: Parameters<typeof guarded>[1]): Route['handle'] {
  const one = guarded(account, rule, (exchange) => find(account, exchange));
  return (exchange) => {
    if (exchange.request.headers.authorization !== undefined) return one(exchange);
    const { params, response } = exchange;
    const agent = params['account'] === account.id ? account.agent(params['user'] ?? '') : undefined;
    if (agent === undefined) throw new Refusal(404, 'no such user');
    const { pid, nickname, username } = agent.settings;
    sendJson(response, 200, { pid, nickname, fullName: nickname, employeeId: username, pictureUrl: null });
  };
}

const tunnelled =
  (put: Route['handle']): Route['handle'] =>
  (exchange) => {
    if (exchange.request.headers['x-http-method-override'] !== 'PUT') throw new Refusal(405, 'Method Not Allowed');
    return put(exchange);
  };

function list(account: Account, exchange: Exchange): void {
  const { users } = account;
  checkVersion(exchange);
  if (isCurrent(account, exchange)) return unchanged(account, exchange);
  const chosen = users.list({ deleted: exchange.query.get('include_deleted') === 'true' });
  const select = exchange.query.get('select');
  const names = select === null || select.includes('$all') ? undefined : select.split(',').map((name) => name.trim());
  const shown =
    names === undefined ? chosen : chosen.map((user) => Object.fromEntries(names.map((name) => [name, user[name]])));
  answer(account, exchange, shown);
}

function find(account: Account, exchange: Exchange): void {
  checkVersion(exchange);
  const user = account.users.find(exchange.params['user'] ?? '');
  if (user === undefined) throw new Refusal(404, 'no such user');
  if (isCurrent(account, exchange)) return unchanged(account, exchange);
  answer(account, exchange, user);
}

async function create(account: Account, exchange: Exchange): Promise<void> {
  checkVersion(exchange);
  const body = await readJson(exchange.request);
  const ids = readList(body).map((user) => account.users.create(user));
  const { response } = exchange;
  revise(account, exchange);
  if (!Array.isArray(body)) response.setHeader('Location', `${exchange.path}/${ids[0]}`);
  sendJson(
    response,
    201,
    ids.map((id) => account.users.find(id)),
  );
}

async function replace(account: Account, exchange: Exchange): Promise<void> {
  checkVersion(exchange);
  const body = await readJson(exchange.request);
  requireCurrent(account, exchange);
  account.users.replace(exchange.params['user'] ?? '', body);
  answer(account, exchange, account.users.find(exchange.params['user'] ?? ''));
}

function remove(account: Account, exchange: Exchange): void {
  checkVersion(exchange);
  requireCurrent(account, exchange);
  account.users.remove(exchange.params['user'] ?? '');
  revise(account, exchange);
  sendJson(exchange.response, 200);
}

async function resetPassword(account: Account, { params, request, response }: Exchange): Promise<void> {
  const body = (await readJson(request)) as { newPassword?: unknown } | undefined;
  if (readText(body?.newPassword, 256) === undefined) throw new Refusal(400, 'Bad Request: newPassword is missing');
  if (account.users.find(params['user'] ?? '') === undefined) throw new Refusal(404, 'no such user');
  sendJson(response, 200);
}

function checkVersion({ query }: Exchange): void {
  if (query.get('v') !== '4.0') throw new Refusal(400, 'Bad Request: v must be 4.0');
}

const revisionOf = ({ request }: Exchange): string => (request.headers['if-match'] ?? '-1').replaceAll('"', '');

const isCurrent = (account: Account, exchange: Exchange): boolean => revisionOf(exchange) === account.users.revision;

/** Writes need the present revision: `-1` is for reading. */
function requireCurrent(account: Account, exchange: Exchange): void {
  if (exchange.request.headers['if-match'] === undefined) throw new Refusal(400, 'Bad Request: If-Match is missing');
  if (!isCurrent(account, exchange)) throw new Refusal(412, 'Precondition Failed: the revision is not the present one');
}

/** One name of the header in the methods pages, another in the appendix. */
function revise({ users }: Account, { response }: Exchange): void {
  response.setHeader('ac-revision', users.revision);
  response.setHeader('ETag', `"${users.revision}"`);
}

function answer(account: Account, exchange: Exchange, body: unknown): void {
  revise(account, exchange);
  sendJson(exchange.response, 200, body);
}

function unchanged(account: Account, exchange: Exchange): void {
  revise(account, exchange);
  exchange.response.writeHead(304).end();
}
