import { createHash, randomUUID } from 'node:crypto';
import { readNumber, readText } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import { decodeClaims } from '../model/consumer-tokens.js';
import { Refusal } from '../refusal.js';
import { checker, text } from '../schema.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

/** Id of the connector for anonymous consumers, as the list of connectors names it. */
const CONNECTOR_ID = '1000000001';
const YEAR = 31_536_000;
const DAY = 86_400;

const idToken = checker<{ readonly id_token: string }>({
  type: 'object',
  required: ['id_token'],
  properties: { id_token: text(4_096) },
});
const optionalIdToken = checker<{ readonly id_token?: string }>({
  type: 'object',
  properties: { id_token: text(4_096) },
});
const authCode = checker<{ readonly authCode: string }>({
  type: 'object',
  required: ['authCode'],
  properties: { authCode: text(4_096) },
});

/** Tokens for consumers. Source: messaging.md §11.1, rest-and-auth.md §8.4. */
export function identityRoutes(account: Account): readonly Route[] {
  const forAccount = (handle: (exchange: Exchange) => void | Promise<void>) => (exchange: Exchange) => {
    if (exchange.params['account'] !== account.id) throw new Refusal(401, 'invalid site');
    return handle(exchange);
  };
  const root = '/api/account/:account';
  return [
    { method: 'POST', path: `${root}/signup`, handle: forAccount((exchange) => signUp(account, exchange)) },
    {
      method: 'POST',
      path: `${root}/anonymous/authorize`,
      handle: forAccount((exchange) => authorize(account, exchange)),
    },
    {
      method: 'POST',
      path: `${root}/app/:connector/authenticate`,
      handle: forAccount((exchange) => exchangeToken(account, exchange)),
    },
    { method: 'POST', path: `${root}/authenticate`, handle: forAccount((exchange) => authenticate(account, exchange)) },
    {
      method: 'GET',
      path: `${root}/configuration/le-connectors/all-connectors`,
      handle: forAccount(({ response }) => sendJson(response, 200, [anonymousConnector])),
    },
  ];
}

const anonymousConnector = {
  id: Number(CONNECTOR_ID),
  name: 'Unauthenticated messaging',
  type: 2,
  configuration: { jsMethodName: 'lpTag.taglets.unAuthMessaging.lpUnauthFunction' },
};

function signUp({ tokens }: Account, { response }: Exchange): void {
  sendJson(response, 200, { jwt: tokens.issue(randomUUID(), { issuer: 'lp', lifetime: YEAR }) });
}

async function authorize({ tokens, settings }: Account, { request, response }: Exchange): Promise<void> {
  const { id_token: previous } = optionalIdToken((await readJson(request)) ?? {});
  const claims = previous === undefined ? undefined : tokens.verify(previous, 'external');
  if (previous !== undefined && claims === undefined) {
    sendJson(response, 401, { internalErrorCode: '2002' });
    return;
  }
  const lifetime = settings.timings.externalToken / 1_000;
  const token = tokens.issue(claims?.subject ?? randomUUID(), { issuer: 'external', lifetime });
  sendJson(response, 200, { token });
}

async function exchangeToken(account: Account, { params, request, response }: Exchange): Promise<void> {
  const { id_token: token } = idToken(await readJson(request));
  if (params['connector'] !== CONNECTOR_ID && params['connector'] !== 'default') {
    sendJson(response, 404, { internalErrorCode: '1024' });
    return;
  }
  const claims = account.tokens.verify(token, 'external');
  const issued = claims
    ? account.tokens.issue(claims.subject, { issuer: 'lp', lifetime: DAY })
    : issueForBrandToken(account, token);
  if (issued === undefined) sendJson(response, 500, { internalErrorCode: '9007' });
  else sendJson(response, 200, { token: issued });
}

async function authenticate(account: Account, { request, response }: Exchange): Promise<void> {
  const { authCode: token } = authCode(await readJson(request));
  const jwt = issueForBrandToken(account, token);
  if (jwt === undefined) sendJson(response, 500, { internalErrorCode: '9007' });
  else sendJson(response, 200, { jwt });
}

/** A token for a consumer whom the brand vouches for. Its signature is not checked: the brand's key is not known here. */
function issueForBrandToken({ id, clock, tokens }: Account, brandToken: string): string | undefined {
  const claims = decodeClaims(brandToken);
  const brandSubject = readText(claims?.['sub'], 256);
  const expires = readNumber(claims?.['exp']) ?? 0;
  const lifetime = Math.floor(expires - clock.now() / 1_000);
  if (brandSubject === undefined || lifetime <= 0) return undefined;
  const subject = createHash('sha256').update(`${id}/${brandSubject}`).digest('hex');
  return tokens.issue(subject, { issuer: 'lp', lifetime, brandSubject });
}
