import { createHash, randomUUID } from 'node:crypto';
import { type JsonObject, readList, readNumber, readText } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { BrandVerdict } from '../model/consumer-authentication.js';
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
  properties: { id_token: text(8_192) },
});
const optionalIdToken = checker<{ readonly id_token?: string }>({
  type: 'object',
  properties: { id_token: text(8_192) },
});
const externalId = checker<{ readonly ext_consumer_id: string }>({
  type: 'object',
  required: ['ext_consumer_id'],
  properties: { ext_consumer_id: text(256) },
});
const authCode = checker<{ readonly authCode: string }>({
  type: 'object',
  required: ['authCode'],
  properties: { authCode: text(8_192) },
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
    { method: 'POST', path: `${root}/consumer`, handle: forAccount((exchange) => connectorToken(account, exchange)) },
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
  if (claims === undefined) return vouched(account, { token, response, answer: (issued) => ({ token: issued }) });
  sendJson(response, 200, { token: account.tokens.issue(claims.subject, { issuer: 'lp', lifetime: DAY }) });
}

async function authenticate(account: Account, { request, response }: Exchange): Promise<void> {
  const { authCode: token } = authCode(await readJson(request));
  await vouched(account, { token, response, answer: (jwt) => ({ jwt }) });
}

/** For a connector, whose application vouches for the consumer. Source: rest-and-auth.md §8.4. */
async function connectorToken(account: Account, { query, request, response }: Exchange): Promise<void> {
  if (query.get('v') !== '1.0') throw new Refusal(400, 'Bad Request: v must be 1.0');
  const scopes = await account.appTokens.verify(request.headers.authorization ?? '');
  if (scopes === undefined) {
    const body = { title: 'Unauthorized', details: 'the app token is expired or invalid', errorCode: 40_102 };
    sendJson(response, 401, { kind: 'resp', code: 401, body, type: '.ReqBody$ErrorResp' });
    return;
  }
  const { ext_consumer_id: external } = externalId(await readJson(request));
  sendJson(response, 201, {
    token: account.tokens.issue(subjectOf(account, external), { issuer: 'lp', lifetime: DAY }),
  });
}

interface Vouching {
  /** The brand's token, or its code. */
  readonly token: string;
  readonly response: Exchange['response'];
  readonly answer: (issued: string) => object;
}

/** A token for a consumer whom the brand vouches for, in the way that the account is configured for. */
async function vouched(account: Account, { token, response, answer }: Vouching): Promise<void> {
  const verdict = await judge(account, token);
  const issued = 'claims' in verdict ? issueFor(account, verdict.claims) : undefined;
  if (issued !== undefined) sendJson(response, 200, answer(issued));
  else sendJson(response, 500, { internalErrorCode: 'error' in verdict ? verdict.error : '1012' });
}

/** Without a key of the brand nobody can check its signature, and the claims are taken as they are. */
async function judge({ consumerAuthentication }: Account, token: string): Promise<BrandVerdict> {
  const { flow } = consumerAuthentication;
  if (flow === undefined) {
    const claims = decodeClaims(token);
    return claims === undefined ? { error: '9007' } : { claims };
  }
  return flow.flow === 'code' ? consumerAuthentication.redeem(token, flow) : consumerAuthentication.verify(token, flow);
}

function issueFor(account: Account, claims: JsonObject): string | undefined {
  const brandSubject = readText(claims['sub'], 256);
  const lifetime = Math.floor((readNumber(claims['exp']) ?? 0) - account.clock.now() / 1_000);
  if (brandSubject === undefined || lifetime <= 0) return undefined;
  const subject = subjectOf(account, brandSubject);
  const consumer = account.admit(subject);
  const { given_name: firstName = '', family_name: lastName = '', email, lp_sdes: attributes } = claims;
  consumer.engagementAttributes = readList(attributes);
  consumer.profile = {
    ...consumer.profile,
    firstName,
    lastName,
    acr: 'loa1',
    claims: { iss: claims['iss'], lp_sdes: consumer.engagementAttributes },
    authenticatedData: { lp_sdes: consumer.engagementAttributes },
    ...(email === undefined ? {} : { privateData: { mail: email } }),
  };
  return account.tokens.issue(subject, { issuer: 'lp', lifetime, brandSubject });
}

const subjectOf = ({ id }: Account, name: string): string => createHash('sha256').update(`${id}/${name}`).digest('hex');
