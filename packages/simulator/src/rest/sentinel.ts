import type { Account } from '../model/account.js';
import { Refusal } from '../refusal.js';
import { type Exchange, readBody, type Route, sendJson } from './router.js';

const FORM = 16_384;

/** Tokens for applications. Source: rest-and-auth.md §9.1. */
export const sentinelRoutes = (account: Account): readonly Route[] => [
  { method: 'POST', path: '/sentinel/api/account/:account/app/token', handle: (exchange) => issue(account, exchange) },
  {
    method: 'POST',
    path: '/sentinel/api/v2/account/:account/app/token',
    handle: (exchange) => issue(account, exchange),
  },
  {
    method: 'GET',
    path: '/sentinel/well-known/jwks',
    handle: ({ response }) => sendJson(response, 200, { keys: account.appTokens.publicKeys }),
  },
];

async function issue(account: Account, { params, query, request, response }: Exchange): Promise<void> {
  if (params['account'] !== account.id) throw new Refusal(401, 'invalid site');
  const form = new URLSearchParams((await readBody(request, FORM)).toString('utf8'));
  if ((form.get('grant_type') ?? query.get('grant_type')) !== 'client_credentials') {
    return sendJson(response, 400, { error: 'unsupported_grant_type' });
  }
  const token = await account.appTokens.issue(form.get('client_id') ?? '', form.get('client_secret') ?? '');
  if (token === undefined) sendJson(response, 401, { error: 'invalid_client' });
  else sendJson(response, 200, { access_token: token, token_type: 'Bearer' });
}
