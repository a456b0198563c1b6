import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../model/account.js';
import type { Agent } from '../model/agent.js';
import type { LoginSession } from '../model/login-sessions.js';
import { Refusal } from '../refusal.js';
import type { PlatformLog } from '../platform-log.js';
import { checker, text } from '../schema.js';
import { type Directory, directoryEntries } from './directory.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

export interface LoginOptions {
  readonly account: Account;
  readonly directory: Directory;
  readonly log: PlatformLog;
  /** A user logged in anew: his earlier sockets are dealt with. */
  readonly loggedIn: (agent: Agent) => void;
}

type Credentials =
  | { readonly username: string; readonly password: string }
  | {
      readonly username: string;
      readonly appKey: string;
      readonly secret: string;
      readonly accessToken: string;
      readonly accessTokenSecret: string;
    }
  | { readonly assertion: string };

const secret = text(8_192);

/** Source: rest-and-auth.md §2.2, §2.3. */
const credentials = checker<Credentials>({
  type: 'object',
  anyOf: [
    { required: ['username', 'password'], properties: { username: text(256), password: secret } },
    {
      required: ['username', 'appKey', 'secret', 'accessToken', 'accessTokenSecret'],
      properties: {
        username: text(256),
        appKey: secret,
        secret,
        accessToken: secret,
        accessTokenSecret: secret,
      },
    },
    { required: ['assertion'], properties: { assertion: { type: 'string', minLength: 1 } } },
  ],
});

const csrfBody = checker<{ readonly csrf: string }>({
  type: 'object',
  required: ['csrf'],
  properties: { csrf: text(256) },
});

/** The login service. Source: rest-and-auth.md §2. */
export function loginRoutes(options: LoginOptions): readonly Route[] {
  return [
    { method: 'POST', path: '/api/account/:account/login', handle: (exchange) => login(options, exchange) },
    { method: 'POST', path: '/api/account/:account/refresh', handle: (exchange) => refresh(options, exchange) },
    { method: 'POST', path: '/api/account/:account/logout', handle: (exchange) => logout(options, exchange) },
  ];
}

async function login({ account, directory, log, loggedIn }: LoginOptions, exchange: Exchange): Promise<void> {
  const { params, query, request, response } = exchange;
  if (!['1.2', '1.3'].includes(query.get('v') ?? '')) throw new Refusal(400, 'Bad Request: v must be 1.3');
  const given = credentials(await readJson(request));
  const agent = params['account'] === account.id ? identify(account, given) : undefined;
  const username = 'username' in given ? given.username : 'assertion';
  log.add({ kind: 'login', username, outcome: agent ? 'granted' : 'refused' });
  if (agent === undefined) {
    sendJson(response, 401, { error: errorBody(account, 'Invalid site, user or credentials') });
    return;
  }
  const session = account.sessions.start(agent);
  loggedIn(agent);
  setCookie(exchange, session);
  sendJson(response, 200, loginAnswer(session, { account, directory }));
}

function identify(account: Account, given: Credentials): Agent | undefined {
  if (!('username' in given)) return byAssertion(account, given.assertion);
  const agent = account.agents.find(({ settings }) => settings.username === given.username);
  if (agent === undefined) return undefined;
  const { secrets } = agent.settings;
  const { loginRules } = account;
  if ('password' in given) {
    if (loginRules.ssoOnly || loginRules.hasExpired(given.username)) return undefined;
    return same(given.password, secrets.password) ? agent : undefined;
  }
  if (agent.settings.userType !== 'bot') return undefined;
  const oauth1 =
    same(given.appKey, secrets.appKey) &&
    same(given.secret, secrets.secret) &&
    same(given.accessToken, secrets.accessToken) &&
    same(given.accessTokenSecret, secrets.accessTokenSecret);
  // With an OAuth 2.0 client the last two are placeholders.
  const oauth2 = same(given.appKey, secrets.clientId) && same(given.secret, secrets.clientSecret);
  return oauth1 || oauth2 ? agent : undefined;
}

function byAssertion({ agents, loginRules }: Account, assertion: string): Agent | undefined {
  const username = loginRules.redeem(assertion);
  return agents.find(({ settings }) => settings.username === username);
}

const same = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
const digest = (value: string) => createHash('sha256').update(value).digest();

/** Source: rest-and-auth.md §2.4. */
function loginAnswer(
  { agent, bearer, csrf }: LoginSession,
  { account, directory }: { readonly account: Account; readonly directory: Directory },
): object {
  const { settings } = agent;
  const manager = settings.profile === 'agentManager';
  return {
    csrf,
    wsuk: settings.userId,
    config: {
      loginName: settings.username,
      userId: settings.userId,
      userPid: settings.pid,
      userPrivileges: manager ? [100, 101, 1730, 1737] : [100, 101],
      serverCurrentTime: account.clock.now(),
      timeDiff: 0,
      serverTimeZoneName: 'UTC',
      serverTimeGMTDiff: 0,
      isLPA: false,
      isAdmin: false,
      accountTimeZoneId: 'UTC',
    },
    csdsCollectionResponse: { baseURIs: directoryEntries(directory) },
    accountData: { agentGroupsData: { items: [{ id: 1, deleted: false, name: 'Main group' }], revision: 1 } },
    sessionTTl: String(account.settings.timings.session),
    bearer,
  };
}

async function refresh(options: LoginOptions, exchange: Exchange): Promise<void> {
  const session = await requireSession(options, exchange);
  if (session === undefined) return;
  options.account.sessions.refresh(session);
  setCookie(exchange, session);
  sendJson(exchange.response, 200);
}

async function logout(options: LoginOptions, exchange: Exchange): Promise<void> {
  const session = await requireSession(options, exchange);
  if (session === undefined) return;
  options.account.sessions.expire(session.agent);
  sendJson(exchange.response, 200);
}

/** The session of csrf and cookie; without one the exchange is answered with the documented 401. */
async function requireSession({ account }: LoginOptions, exchange: Exchange): Promise<LoginSession | undefined> {
  const { params, request, response } = exchange;
  const { csrf } = csrfBody(await readJson(request));
  const cookie = /(?:^|;\s*)Session_id=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
  const session = params['account'] === account.id ? account.sessions.findByCookie(cookie, csrf) : undefined;
  if (session === undefined) {
    const error = {
      ...errorBody(account, 'CSRF token invalid! The session is unknown or has ended'),
      internalCode: 10,
    };
    sendJson(response, 401, { error });
  }
  return session;
}

const errorBody = (account: Account, message: string) => ({
  time: new Date(account.clock.now()).toUTCString(),
  message,
  responseStatus: 'UNAUTHORIZED',
});

const setCookie = ({ response }: Exchange, { cookie }: LoginSession) =>
  response.setHeader('Set-Cookie', `Session_id=${cookie}; Path=/; HttpOnly`);
