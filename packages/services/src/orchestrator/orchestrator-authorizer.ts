import {
  type Authorizer,
  type Call,
  type FreshToken,
  RenewableToken,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { misshapen, type Rest } from '../rest.js';
import { isToken, orchestratorOrigin, type OrchestratorKey, type OrchestratorLogin } from './options.js';
import { tokenAnswer } from './token-answer.js';

interface Clocked {
  readonly clock?: { now(): number };
}

/** Statuses that say that a key or a token is no longer good. Of version 1 none is documented. */
export const RENEW_ON = { 1: [401, 403], 2: [403] } as const;

/** Version 1: one key for all of the Orchestrator. Source: rest-and-auth.md §7.1. */
export function keyAuthorizer({ key }: OrchestratorKey, { clock }: Clocked = {}): Authorizer {
  const held = new RenewableToken<string>({
    obtain: async () => ({ token: checkedKey(typeof key === 'function' ? await key() : key) }),
    ...(clock === undefined ? {} : { clock }),
  });
  return {
    async authorize(_, call) {
      const value = await held.get(call);
      const renewal = typeof key === 'function' ? { refused: () => held.refused(value) } : {};
      return { headers: { 'maven-api-key': value }, secrets: [value], ...renewal };
    },
  };
}

/**
 * Version 2: a login with user and password gives a token, which is kept until it is about to expire or a 403 says that it
 * is no longer good. Source: rest-and-auth.md §7.1.
 */
export function loginAuthorizer(
  options: OrchestratorLogin,
  { rest, clock }: Clocked & { readonly rest: Rest },
): Authorizer {
  const { tokenIn = 'header' } = options;
  const held = new RenewableToken<string>({
    obtain: (call) => login(options, rest, call),
    ...(clock === undefined ? {} : { clock }),
  });
  return {
    async authorize(_, call) {
      const token = await held.get(call);
      return {
        headers: tokenIn === 'header' ? { authorization: `Bearer ${token}` } : {},
        ...(tokenIn === 'query' ? { query: { access_token: token } } : {}),
        secrets: [token],
        refused: () => held.refused(token),
      };
    },
  };
}

/** `demo` and `p@55w0rd` give `Basic ZGVtbzpwQDU1dzByZA==`, as the platform's page shows. */
export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function login(options: OrchestratorLogin, rest: Rest, call: Call): Promise<FreshToken<string>> {
  const { user, password, loginMethod: method = 'POST' } = options;
  const name = 'login to the Orchestrator';
  return rest(
    {
      method,
      url: `${orchestratorOrigin(options, 'login')}/v2/authenticate/login`,
      name,
      headers: { authorization: basicHeader(user, password) },
      throttle: 5_000,
      remedy: 'Check the options orchestrator.user and orchestrator.password',
      plainText: true,
      read: ({ body }) => {
        const fresh = tokenAnswer(body);
        if (fresh === undefined) throw misshapen(name, 'without a token');
        return fresh;
      },
    },
    call,
  );
}

function checkedKey(key: unknown): string {
  if (isToken(key)) return key;
  throw new UnexpectedAnswerError('The function orchestrator.key gave no key. See what it reads.');
}
