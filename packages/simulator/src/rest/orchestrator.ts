import { randomUUID } from 'node:crypto';
import { field, isObject, type JsonObject, readCount, readList, readString } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { OrchestratorModel } from '../model/orchestrator.js';
import { Refusal } from '../refusal.js';
import { checker, text } from '../schema.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

const v1 = '/v1/account/:account';
const v2 = '/v2/context/document';

/** Both versions of the Conversation Orchestrator. Source: rest-and-auth.md §7. */
export function orchestratorRoutes(account: Account): readonly Route[] {
  const { orchestrator: model } = account;
  const first =
    (handle: Handler): Route['handle'] =>
    (exchange) => {
      const { params, request } = exchange;
      if (params['account'] !== account.id) throw new Refusal(403, 'another account');
      if (!model.acceptsKey(readString(request.headers['maven-api-key']))) throw new Refusal(403, 'Forbidden');
      return handle(model, exchange);
    };
  const second =
    (handle: Handler): Route['handle'] =>
    (exchange) => {
      const { query, request } = exchange;
      const token = query.get('access_token') ?? /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined || !model.accepts(token)) throw new Refusal(403, 'Forbidden');
      return handle(model, exchange);
    };
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({ method, path, handle });
  return [
    route('POST', '/v2/authenticate/login', (exchange) => login(model, exchange)),
    route('GET', '/v2/authenticate/login', (exchange) => login(model, exchange)),
    route('POST', v1, first(createNamespace)),
    route(
      'GET',
      v1,
      first((_, { response }) => sendJson(response, 200, model.named)),
    ),
    route('GET', `${v1}/next-actions`, first(nextActionsV1)),
    route('DELETE', `${v1}/:ns`, first(deleteNamespace)),
    route('GET', `${v1}/:ns/session-ids`, first(listSessions)),
    route('POST', `${v1}/namespace/:ns/session`, first(limitSession)),
    route(
      'GET',
      `${v1}/namespace/:ns/session`,
      first((_, e) => sendJson(e.response, 200, model.limitedSessions(e.params['ns'] ?? ''))),
    ),
    ...[`${v1}/:ns`, `${v1}/:ns/:session`].flatMap((place) => [
      route('PATCH', `${place}/properties`, first(saveMany)),
      route('PUT', `${place}/properties/:name`, first(saveOne)),
      route('GET', `${place}/properties`, first(readAll)),
      route('GET', `${place}/properties/:name`, first(readOne)),
      route('DELETE', `${place}/properties/:name`, first(deleteOne)),
    ]),
    route('DELETE', `${v1}/:ns/:session/properties`, first(deleteSession)),
    route(
      'POST',
      `${v2}/create`,
      second((_, exchange) => upsert(account, exchange)),
    ),
    route(
      'POST',
      `${v2}/properties`,
      second((_, exchange) => readSome(account, exchange)),
    ),
    route(
      'DELETE',
      `${v2}/property/delete`,
      second((_, exchange) => erase(account, exchange)),
    ),
    route(
      'DELETE',
      `${v2}/delete`,
      second((_, exchange) => erase(account, exchange)),
    ),
    route(
      'GET',
      `${v2}/:account/:ns`,
      second((_, exchange) => document(account, exchange)),
    ),
    route(
      'GET',
      `${v2}/:account/:ns/:session`,
      second((_, exchange) => document(account, exchange)),
    ),
    route(
      'POST',
      '/v2/policy/nextaction',
      second((_, exchange) => nextActionsV2(account, exchange)),
    ),
  ];
}

type Handler = (model: OrchestratorModel, exchange: Exchange) => void | Promise<void>;

function login(model: OrchestratorModel, { request, response }: Exchange): void {
  const expected = `Basic ${Buffer.from(`${model.user}:${model.password}`).toString('base64')}`;
  if (request.headers.authorization !== expected) throw new Refusal(401, 'Unauthorized');
  const token = model.issueToken();
  switch (model.tokenShape) {
    case 'text':
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(token);
      return;
    case 'jsonString':
      return sendJson(response, 200, token);
    case 'camelCase':
      return sendJson(response, 200, { accessToken: token });
    case 'idToken':
      return sendJson(response, 200, { id_token: token });
    case 'object':
      return sendJson(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 86_400 });
  }
}

// Version 1.

const named = checker<{ readonly name: string }>({
  type: 'object',
  required: ['name'],
  properties: { name: text(256) },
});
const session = checker<{ readonly sessionId: string }>({
  type: 'object',
  required: ['sessionId'],
  properties: { sessionId: text(512) },
});

async function createNamespace(model: OrchestratorModel, { query, request, response }: Exchange): Promise<void> {
  const { name } = named(await readJson(request));
  model.name(name, readCount(query.get('ttlSecond')));
  sendJson(response, 204);
}

function deleteNamespace(model: OrchestratorModel, { params, response }: Exchange): void {
  if (!model.unname(params['ns'] ?? '')) throw new Refusal(404, 'no such namespace');
  sendJson(response, 204);
}

function listSessions(model: OrchestratorModel, { params, query, response }: Exchange): void {
  const page = readCount(query.get('page') ?? '0') ?? 0;
  const perPage = Math.min(readCount(query.get('perPage') ?? '100') ?? 100, 1_000);
  const all = model.sessions(params['ns'] ?? '');
  sendJson(response, 200, all.slice(page * perPage, (page + 1) * perPage));
}

async function limitSession(model: OrchestratorModel, { params, query, request, response }: Exchange): Promise<void> {
  const { sessionId } = session(await readJson(request));
  const ttl = readCount(query.get('ttlSecond'));
  if (ttl === undefined || ttl < 1) throw new Refusal(400, 'Bad Request: ttlSecond is missing');
  model.limitSession(params['ns'] ?? '', sessionId, ttl);
  sendJson(response, 204);
}

async function saveMany(model: OrchestratorModel, { params, request, response }: Exchange): Promise<void> {
  const values = await readJson(request);
  if (!isObject(values)) throw new Refusal(400, 'Bad Request: the properties are no object');
  model.write(params['ns'] ?? '', values, { session: params['session'] });
  sendJson(response, 204);
}

async function saveOne(model: OrchestratorModel, { params, request, response }: Exchange): Promise<void> {
  const value = await readJson(request);
  model.write(params['ns'] ?? '', { [params['name'] ?? '']: value }, { session: params['session'] });
  sendJson(response, 204);
}

function readAll(model: OrchestratorModel, { params, response }: Exchange): void {
  const { ns = '', session: id } = params;
  if (!model.has(ns)) throw new Refusal(404, 'no such namespace');
  sendJson(response, 200, model.read(ns, id) ?? {});
}

function readOne(model: OrchestratorModel, { params, response }: Exchange): void {
  const { ns = '', session: id, name = '' } = params;
  const value = field(model.read(ns, id), name);
  if (value === undefined) throw new Refusal(404, 'no such property');
  sendJson(response, 200, value);
}

function deleteOne(model: OrchestratorModel, { params, response }: Exchange): void {
  const { ns = '', session: id, name = '' } = params;
  if (field(model.read(ns, id), name) === undefined) throw new Refusal(404, 'no such property');
  model.erase(ns, { session: id, names: [name] });
  sendJson(response, 204);
}

function deleteSession(model: OrchestratorModel, { params, response }: Exchange): void {
  model.erase(params['ns'] ?? '', { session: params['session'] });
  sendJson(response, 204);
}

function nextActionsV1({ rule }: OrchestratorModel, { response }: Exchange): void {
  const reason = rule === undefined ? { noMatchReason: 'NO_MATCHED_RULES' } : {};
  sendJson(response, 200, { nextActionId: randomUUID(), rule: rule ?? null, ...reason });
}

// Version 2.

interface DocumentBody {
  readonly accountId: string;
  readonly nameSpace: string;
  readonly sessionId?: string;
}

const place = { accountId: text(64), nameSpace: text(256), sessionId: text(512) };
const documentBody = checker<DocumentBody>({ type: 'object', required: ['accountId', 'nameSpace'], properties: place });
const upsertBody = checker<DocumentBody & { readonly ttlSeconds: number; readonly payload: JsonObject }>({
  type: 'object',
  required: ['accountId', 'nameSpace', 'ttlSeconds', 'payload'],
  properties: { ...place, ttlSeconds: { type: 'integer', minimum: 1 }, payload: { type: 'object' } },
});
const nextActionBody = checker<{ readonly accountId: string }>({
  type: 'object',
  required: ['accountId'],
  properties: { accountId: text(64) },
});

const RESERVED = new Set(['consumer', 'operational', 'conversation', 'faas', 'custom', 'sde']);

/** @throws Refusal for another account, a reserved namespace, or one with other characters than it may have. */
function checkPlace(account: Account, { accountId, nameSpace }: DocumentBody): void {
  if (accountId !== account.id) throw new Refusal(403, 'another account');
  if (RESERVED.has(nameSpace) || !/^\w+$/.test(nameSpace))
    throw new Refusal(400, 'Bad Request: the namespace cannot be used');
}

const done = (account: Account, { nameSpace, sessionId = '' }: DocumentBody): JsonObject => ({
  documentKey: `${account.id}:${nameSpace}:${sessionId}`,
  tenantId: account.id,
  success: true,
});

async function upsert(account: Account, { request, response }: Exchange): Promise<void> {
  const body = upsertBody(await readJson(request));
  checkPlace(account, body);
  const { nameSpace, sessionId, ttlSeconds, payload } = body;
  account.orchestrator.write(nameSpace, payload, { session: sessionId, ttlSecond: ttlSeconds });
  sendJson(response, 201, done(account, body));
}

async function readSome(account: Account, { request, response }: Exchange): Promise<void> {
  const given = await readJson(request);
  const body = documentBody(given);
  checkPlace(account, body);
  const values = account.orchestrator.read(body.nameSpace, body.sessionId);
  const names = readList(field(given, 'filter')).filter((name) => typeof name === 'string');
  const found = names
    .map((name) => [name, field(values, name.slice(body.nameSpace.length + 1))] as const)
    .filter(([, value]) => value !== undefined);
  sendJson(response, 200, Object.fromEntries(found));
}

/** The page has swapped its two examples, so either path takes either body. */
async function erase(account: Account, { request, response }: Exchange): Promise<void> {
  const given = await readJson(request);
  const body = documentBody(given);
  checkPlace(account, body);
  const listed = field(given, 'propertyToDelete');
  const names = listed === undefined ? undefined : readList(listed).filter((name) => typeof name === 'string');
  account.orchestrator.erase(body.nameSpace, { session: body.sessionId, names });
  sendJson(response, 200, done(account, body));
}

function document(account: Account, { params, response }: Exchange): void {
  const { account: accountId = '', ns: nameSpace = '', session: sessionId } = params;
  const body = { accountId, nameSpace, ...(sessionId === undefined ? {} : { sessionId }) };
  checkPlace(account, body);
  const payload = account.orchestrator.read(nameSpace, sessionId);
  if (payload === undefined) throw new Refusal(404, 'no such document');
  sendJson(response, 200, { ...body, ...done(account, body), documentType: 'CONTEXT', payload });
}

async function nextActionsV2(account: Account, { request, response }: Exchange): Promise<void> {
  const { accountId } = nextActionBody(await readJson(request));
  if (accountId !== account.id) throw new Refusal(403, 'another account');
  const { rule } = account.orchestrator;
  // The two versions name the text of a message differently.
  const actions = (rule?.actions ?? []).map(({ type, payload: { text: said, ...payload } }) => ({
    type,
    payload: said === undefined ? payload : { ...payload, message: said },
  }));
  sendJson(response, 200, actions);
}
