import type { Account } from '../model/account.js';
import type { Privilege } from '../model/api-keys.js';
import { Refusal } from '../refusal.js';
import type { Exchange, Route } from './router.js';

/** What a request must be able to show. */
export interface AccessRule {
  /** Of an API key. Whoever is logged in has it. */
  readonly privilege: Privilege;
  /** Of an app token. Without one app tokens are refused. */
  readonly scope?: string;
}

/** Serves only those who log in, sign with an API key, or show an app token; the others get a documented refusal. */
export const guarded =
  (account: Account, rule: AccessRule, handle: Route['handle']): Route['handle'] =>
  async (exchange) => {
    const problem = await judge(account, rule, exchange);
    if (problem === undefined) return handle(exchange);
    const text = `oauth_problem=${problem}&oauth_problem_advice=${encodeURIComponent('See the documentation')}`;
    exchange.response
      .writeHead(401, { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': text.length })
      .end(text);
  };

/** The problem that OAuth has a word for. @throws Refusal for one that has another status. */
async function judge(
  account: Account,
  { privilege, scope }: AccessRule,
  exchange: Exchange,
): Promise<string | undefined> {
  const { params, request } = exchange;
  if (params['account'] !== account.id) throw new Refusal(401, 'invalid site');
  const header = request.headers.authorization ?? '';
  if (/^OAuth\s/i.test(header)) {
    const url = `${protocolOf(exchange)}://${request.headers.host ?? ''}${request.url ?? ''}`;
    const verdict = account.apiKeys.verify({ method: request.method ?? '', url, header });
    if ('problem' in verdict) return verdict.problem;
    if (!verdict.privileges.has(privilege)) throw new Refusal(403, 'the API key lacks the privilege');
    return undefined;
  }
  const bearer = /^Bearer (\S+)$/.exec(header)?.[1];
  if (bearer === undefined) return 'parameter_absent';
  if (account.sessions.find(bearer) !== undefined) return undefined;
  const scopes = bearer.includes('.') ? await account.appTokens.verify(bearer) : undefined;
  if (scopes === undefined) return 'token_rejected';
  if (scope === undefined || !scopes.has(scope)) throw new Refusal(403, 'the app token lacks the scope');
  return undefined;
}

const protocolOf = ({ request }: Exchange): string => ('encrypted' in request.socket ? 'https' : 'http');
