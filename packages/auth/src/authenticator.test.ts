import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { inspect } from 'node:util';
import {
  AccountBlockedError,
  AccountUnknownError,
  type Authenticator,
  BearerExpiredError,
  type Call,
  ConfigurationError,
  DestinationRefusedError,
  type Grant,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { type Domains, Service } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authenticator, type AuthenticatorOptions } from './authenticator.js';
import type { Credentials } from './credentials.js';
import {
  callWith,
  failureOf,
  json,
  loginAnswer,
  type LoopbackPlatform,
  loopbackPlatform,
  type Reply,
  silence,
  text,
} from './loopback-platform.test.support.js';

const keys = { username: 'bot', appKey: 'K', secret: 'S', accessToken: 'T', accessTokenSecret: 'TS' };
const entry = (service: string, baseURI: string): object => ({ service, account: '1234', baseURI });

const authFor = (platform: Pick<LoopbackPlatform, 'url'>, more: Partial<AuthenticatorOptions> = {}): Authenticator =>
  authenticator({ accountId: '1234', credentials: keys, csds: platform.url, ...more });

/** Answers the domain service for itself, and everything else with the replies given. */
async function livePerson(...replies: readonly Reply[]): Promise<LoopbackPlatform> {
  let nth = 0;
  return loopbackPlatform((response, seen) => {
    if (seen.path.includes('baseURI.json')) {
      return json(200, { baseURIs: [entry('agentVep', seen.headers.host ?? '')] })(response, seen);
    }
    (replies[nth++] ?? replies.at(-1))?.(response, seen);
  });
}

const loggedIn = async (
  platform: LoopbackPlatform,
  more: Partial<AuthenticatorOptions> = {},
  call: Call = callWith(),
): Promise<Grant> => {
  const auth = authFor(platform, more);
  return auth.login(await auth.discover(call), call);
};

describe('authenticator', () => {
  describe('its options', () => {
    const wrong: readonly (readonly [string, Partial<AuthenticatorOptions>])[] = [
      ['accountId', { accountId: '12/34' }],
      ['accountId', { accountId: '' }],
      ['csds', { csds: 'http://api.liveperson.net' }],
      ['credentials.appKey', { credentials: { ...keys, appKey: '' } }],
      ['trustedDomains[0]', { trustedDomains: ['net'] }],
      ['domains.agentVep', { domains: { agentVep: 'a b' } }],
      ['agents.https', { agents: { https: new https.Agent({ rejectUnauthorized: false }) } }],
    ];
    for (const [option, options] of wrong) {
      it(`are refused by name: ${option}`, () => {
        expect(() => authenticator({ accountId: '1234', credentials: keys, ...options }))
          .to.throw(ConfigurationError)
          .with.property('option', option);
      });
    }

    it('are refused while the environment turns off the verification of certificates, except on loopback', () => {
      const saved = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      try {
        expect(() => authenticator({ accountId: '1234', credentials: keys }))
          .to.throw(ConfigurationError)
          .with.property('option', 'NODE_TLS_REJECT_UNAUTHORIZED');
        authFor({ url: 'http://127.0.0.1:1' });
      } finally {
        if (saved === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
        else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = saved;
      }
    });
  });

  describe('discover', () => {
    const discovered = async (reply: Reply, more: Partial<AuthenticatorOptions> = {}): Promise<Domains> => {
      await using platform = await loopbackPlatform(reply);
      return await authFor(platform, more).discover(callWith());
    };
    const failed = (reply: Reply): Promise<unknown> => failureOf(discovered(reply));

    it('asks for all services of the account', async () => {
      await using platform = await loopbackPlatform(json(200, entry('agentVep', '127.0.0.1:1')));
      await authFor(platform).discover(callWith());
      expect(platform.seen.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
        'GET /api/account/1234/service/baseURI.json?version=1.0',
      ]);
    });

    it('reads the list and the single form', async () => {
      const list = await discovered(
        json(200, { baseURIs: [entry('agentVep', '127.0.0.1:1'), entry('facadeMsg', 'localhost:2')] }),
      );
      expect(list.origin('agentVep')).to.equal('http://127.0.0.1:1');
      expect(list.origin('facadeMsg', 'ws')).to.equal('ws://localhost:2');
      const single = await discovered(json(200, entry('agentVep', '127.0.0.1:1')));
      expect(single.services).to.deep.equal(['agentVep']);
    });

    it('skips entries that cannot be read, and keeps the first of two', async () => {
      const odd = [
        null,
        7,
        'x',
        [],
        {},
        entry('a', 'http://127.0.0.1'),
        entry('a', ''),
        { service: 'a' },
        { service: {}, baseURI: 'x.y' },
      ];
      const found = await discovered(
        json(200, {
          baseURIs: [...odd, entry('__proto__', '127.0.0.1:1'), entry('b', '127.0.0.1:2'), entry('b', '127.0.0.1:3')],
        }),
      );
      expect(found.services).to.deep.equal(['__proto__', 'b']);
      expect(found.origin('b')).to.equal('http://127.0.0.1:2');
    });

    it('lets a domain of the options win', async () => {
      const reply = json(200, entry('agentVep', '127.0.0.1:1'));
      const found = await discovered(reply, { domains: { agentVep: 'localhost:9', msgHist: 'localhost:8' } });
      expect([found.origin('agentVep'), found.origin('msgHist')]).to.deep.equal([
        'http://localhost:9',
        'http://localhost:8',
      ]);
    });

    for (const host of ['va.agentvep.liveperson.net', 'evil.com', '10.0.0.1:8080', '127.0.0.1.evil.com']) {
      it(`does not let ${host} near a secret when the domain service is on loopback`, async () => {
        const found = await discovered(json(200, entry('agentVep', host)));
        expect(() => found.origin('agentVep')).to.throw(DestinationRefusedError);
      });
    }

    for (const status of [400, 401, 404]) {
      it(`takes a ${status} for an unknown account`, async () => {
        expect(await failed(text(status, '')))
          .to.be.instanceOf(AccountUnknownError)
          .with.property(
            'message',
            `Account 1234 is not known to the domain service (HTTP ${status}). Check the account id.`,
          );
      });
    }

    for (const body of [
      { baseURIs: [] },
      { baseURIs: {} },
      { baseURIs: 'x' },
      [],
      {},
      null,
      7,
      'x',
      { baseURIs: [{}] },
    ]) {
      it(`takes ${JSON.stringify(body)} for an unexpected answer`, async () => {
        expect(await failed(json(200, body))).to.be.instanceOf(UnexpectedAnswerError);
      });
    }

    it('takes a 403 for an unexpected answer, a 429 for a throttle and a 503 for an outage', async () => {
      expect(await failed(text(403, ''))).to.be.instanceOf(UnexpectedAnswerError);
      expect(await failed(text(429, '')))
        .to.be.instanceOf(ThrottledError)
        .with.property('retryAfter', 1_000);
      expect(await failed(text(503, '')))
        .to.be.instanceOf(PlatformUnavailableError)
        .with.property('status', 503);
    });

    it('is not cached', async () => {
      await using platform = await loopbackPlatform(
        json(200, entry('a', '127.0.0.1:1')),
        json(200, entry('a', '127.0.0.1:2')),
      );
      const auth = authFor(platform);
      await auth.discover(callWith());
      expect((await auth.discover(callWith())).origin('a')).to.equal('http://127.0.0.1:2');
    });
  });

  describe('login', () => {
    const forms: readonly (readonly [string, Credentials, object])[] = [
      ['application keys', keys, keys],
      [
        'an application client',
        { username: 'bot', clientId: 'I', clientSecret: 'X' },
        { username: 'bot', appKey: 'I', secret: 'X', accessToken: 'placeholder', accessTokenSecret: 'placeholder' },
      ],
      ['a user', { username: 'bot', password: 'P' }, { username: 'bot', password: 'P' }],
      ['an assertion', { assertion: 'A' }, { assertion: 'A', jwt: 'none' }],
    ];
    for (const [name, credentials, body] of forms) {
      it(`posts ${name}, and nothing else`, async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        await loggedIn(platform, { credentials });
        const { method, path, headers, body: sent } = platform.seen[1] ?? expect.fail('no login');
        expect([method, path]).to.deep.equal(['POST', '/api/account/1234/login?v=1.3']);
        expect(JSON.parse(sent)).to.deep.equal(body);
        expect(headers).not.to.have.any.keys('authorization', 'cookie');
      });
    }

    it('grants what the answer says', async () => {
      await using platform = await livePerson(json(200, loginAnswer));
      const { bearer, userId, userPid, sessionTtl } = await loggedIn(platform);
      const { config } = loginAnswer;
      expect({ bearer, userId, userPid, sessionTtl }).to.deep.equal({
        bearer: loginAnswer.bearer,
        ...config,
        sessionTtl: 28_800_000,
      });
    });

    it('takes a bearer with any visible characters, up to 4 KB and more', async () => {
      const bearer = '+/=%'.repeat(1_024);
      await using platform = await livePerson(json(200, { ...loginAnswer, bearer }));
      expect((await loggedIn(platform)).bearer).to.equal(bearer);
    });

    for (const [given, ttl] of [
      ['0', 60_000],
      ['1', 60_000],
      ['999999999999999', 604_800_000],
      [28_800_000, 28_800_000],
      ['-5', undefined],
      ['soon', undefined],
      [{}, undefined],
    ] as const) {
      it(`takes a session of ${JSON.stringify(given)} ms for ${ttl}`, async () => {
        await using platform = await livePerson(json(200, { ...loginAnswer, sessionTTl: given }));
        expect((await loggedIn(platform)).sessionTtl).to.equal(ttl);
      });
    }

    it('does without userPid and sessionTTl', async () => {
      const { csrf, bearer } = loginAnswer;
      await using platform = await livePerson(json(200, { csrf, bearer, config: { userId: 7 } }));
      const grant = await loggedIn(platform);
      expect([grant.userId, 'userPid' in grant, 'sessionTtl' in grant].map(String)).to.deep.equal([
        '7',
        'false',
        'false',
      ]);
    });

    for (const [missing, answer] of [
      ['bearer', { ...loginAnswer, bearer: undefined }],
      ['bearer', { ...loginAnswer, bearer: 'b\r\nx: y' }],
      ['bearer', { ...loginAnswer, bearer: ['b'] }],
      ['bearer', null],
      ['csrf', { ...loginAnswer, csrf: '' }],
      ['config.userId', { ...loginAnswer, config: {} }],
      ['config.userId', { ...loginAnswer, config: null }],
    ] as const) {
      it(`misses ${missing} in ${JSON.stringify(answer)?.replaceAll(/(.)\1{9,}/g, '$1…')}`, async () => {
        await using platform = await livePerson(json(200, answer));
        expect(await failureOf(loggedIn(platform)))
          .to.be.instanceOf(UnexpectedAnswerError)
          .with.property('message')
          .that.contains(`no ${missing}.`);
        expect(platform.seen).to.have.length(2);
      });
    }

    for (const status of [400, 401, 403, 404]) {
      it(`is refused by a ${status}, once`, async () => {
        await using platform = await livePerson(text(status, ''));
        const refused = await failureOf(loggedIn(platform, {}, callWith({ retryDelays: [1, 1, 1] })));
        expect(refused).to.be.instanceOf(LoginRefusedError).with.property('status', status);
        expect((refused as Error).message).to.equal(
          `Account 1234 refused the login of user bot (HTTP ${status}). Check the user name and its key.`,
        );
        expect(platform.seen).to.have.length(2);
      });
    }

    it('knows a blocked account and a throttled login', async () => {
      await using platform = await livePerson(
        text(451, ''),
        text(429, '', { 'retry-after': '2' }),
        text(429, '', { 'retry-after': '7' }),
      );
      expect(await failureOf(loggedIn(platform))).to.be.instanceOf(AccountBlockedError);
      expect(await failureOf(loggedIn(platform)))
        .to.be.instanceOf(ThrottledError)
        .with.property('retryAfter', 5_000);
      expect(await failureOf(loggedIn(platform)))
        .to.be.instanceOf(ThrottledError)
        .with.property('retryAfter', 7_000);
    });

    it('is tried again after a 500, in the same words', async () => {
      await using platform = await livePerson(text(500, ''), text(500, ''), json(200, loginAnswer));
      await loggedIn(platform, {}, callWith({ retryDelays: [1, 1, 1] }));
      const bodies = platform.seen.slice(1).map(({ body }) => body);
      expect(bodies).to.deep.equal(Array(3).fill(JSON.stringify(keys)));
    });

    it('sends no secret to an untrusted host', async () => {
      await using platform = await loopbackPlatform(json(200, entry(Service.login, 'login.evil.com')));
      expect(await failureOf(loggedIn(platform)))
        .to.be.instanceOf(DestinationRefusedError)
        .with.property('host', 'login.evil.com');
      expect(platform.seen).to.have.length(1);
    });

    it('rejects with the reason of an abort in its middle, and closes the connection', async () => {
      const owner = new AbortController();
      const reason = new Error('stopped');
      let closed: Promise<unknown> = Promise.resolve();
      await using platform = await livePerson((response) => {
        closed = once(response, 'close');
        owner.abort(reason);
      });
      expect(await failureOf(loggedIn(platform, {}, callWith({ signal: owner.signal })))).to.equal(reason);
      await closed;
    });

    it('rejects with the reason of an abort between two attempts', async () => {
      const owner = new AbortController();
      const reason = new Error('stopped');
      await using platform = await livePerson((response) => {
        response.writeHead(500).end(() => setImmediate(() => owner.abort(reason)));
      });
      const call = callWith({ signal: owner.signal, retryDelays: [3_600_000] });
      expect(await failureOf(loggedIn(platform, {}, call))).to.equal(reason);
      expect(platform.seen).to.have.length(2);
    });

    describe('with a function of credentials', () => {
      it('asks it at every login', async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        let asked = 0;
        const auth = authFor(platform, { credentials: async () => ({ username: 'bot', password: `P${++asked}` }) });
        const domains = await auth.discover(callWith());
        await auth.login(domains, callWith());
        await auth.login(domains, callWith());
        const passwords = platform.seen.slice(1).map(({ body }) => (JSON.parse(body) as { password: string }).password);
        expect(passwords).to.deep.equal(['P1', 'P2']);
      });

      it('refuses what is not credentials, at the login', async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        const credentials = (): Credentials => ({ ...keys, secret: '' });
        expect(await failureOf(loggedIn(platform, { credentials })))
          .to.be.instanceOf(ConfigurationError)
          .with.property('option', 'credentials.secret');
      });

      it('shows what it threw as the cause of an outage', async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        const cause = new Error('the vault is sealed');
        const credentials = (): never => {
          throw cause;
        };
        const failure = await failureOf(loggedIn(platform, { credentials }));
        expect(failure).to.be.instanceOf(PlatformUnavailableError).with.property('cause', cause);
      });

      it('does not wait for it longer than for an attempt', async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        const credentials = (): Promise<never> => new Promise(() => undefined);
        const domains = await authFor(platform).discover(callWith());
        const login = authFor(platform, { credentials }).login(domains, callWith({ timeout: 5 }));
        expect(await failureOf(login)).to.be.instanceOf(PlatformUnavailableError);
      });

      it('does not wait for it after an abort', async () => {
        await using platform = await livePerson(json(200, loginAnswer));
        const owner = new AbortController();
        const credentials = (): Promise<never> => {
          owner.abort('enough');
          return new Promise(() => undefined);
        };
        const domains = await authFor(platform).discover(callWith());
        expect(
          await failureOf(authFor(platform, { credentials }).login(domains, callWith({ signal: owner.signal }))),
        ).to.equal('enough');
      });
    });

    describe('with a supplied bearer', () => {
      it('sends nothing, not even at refresh and logout', async () => {
        await using platform = await livePerson(text(500, ''));
        const grant = await loggedIn(platform, { credentials: { bearer: 'B', userId: '7', userPid: 'p' } });
        await grant.refresh(callWith());
        await grant.logout(callWith());
        expect([grant.bearer, grant.userId, grant.userPid]).to.deep.equal(['B', '7', 'p']);
        expect(platform.seen).to.have.length(1);
      });

      it('calls the refresh function of its owner, whose verdict counts', async () => {
        await using platform = await livePerson(text(500, ''));
        const expired = new BearerExpiredError('gone');
        const refreshes = [() => undefined, () => Promise.reject(expired), () => Promise.reject(new Error('down'))];
        const grant = await loggedIn(platform, {
          credentials: { bearer: 'B', userId: '7', refresh: () => refreshes.shift()?.() },
        });
        await grant.refresh(callWith());
        expect(await failureOf(grant.refresh(callWith()))).to.equal(expired);
        expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(PlatformUnavailableError);
      });
    });
  });

  describe('refresh and logout', () => {
    const session = json(200, loginAnswer, {
      'set-cookie': ['Session_id=one; Path=/; HttpOnly', 'lb=two; Path=/api', 'broken;;=', '='],
    });

    it('send the csrf and the cookies of their login back, renewed by each answer', async () => {
      await using platform = await livePerson(
        session,
        text(200, '', { 'set-cookie': 'Session_id=three; Path=/' }),
        text(200, ''),
      );
      const grant = await loggedIn(platform);
      await grant.refresh(callWith());
      await grant.logout(callWith());
      const [refresh, logout] = platform.seen.slice(2);
      for (const [seen, action] of [
        [refresh, 'refresh'],
        [logout, 'logout'],
      ] as const) {
        expect(seen?.path).to.equal(`/api/account/1234/${action}?v=1.3`);
        expect(JSON.parse(seen?.body ?? '')).to.deep.equal({ csrf: loginAnswer.csrf });
      }
      expect(refresh?.headers.cookie?.split('; ').toSorted()).to.deep.equal(['Session_id=one', 'lb=two']);
      expect(logout?.headers.cookie?.split('; ').toSorted()).to.deep.equal(['Session_id=three', 'lb=two']);
    });

    it('keep the cookies of two logins apart', async () => {
      const other = json(200, loginAnswer, { 'set-cookie': 'Session_id=other; Path=/' });
      await using platform = await livePerson(session, other, text(200, ''));
      const auth = authFor(platform);
      const domains = await auth.discover(callWith());
      const [first, second] = [await auth.login(domains, callWith()), await auth.login(domains, callWith())];
      await first.refresh(callWith());
      await second.refresh(callWith());
      const cookies = platform.seen.slice(1).map(({ headers }) => headers.cookie?.includes('other'));
      expect(cookies).to.deep.equal([undefined, undefined, false, true]);
    });

    it('tell an ended login by a 401, with the internal code', async () => {
      const mismatch = { error: { message: 'CSRF token invalid!', internalCode: 10, responseStatus: 'UNAUTHORIZED' } };
      await using platform = await livePerson(session, json(401, mismatch));
      const grant = await loggedIn(platform);
      const expired = await failureOf(grant.refresh(callWith({ retryDelays: [1, 1] })));
      expect(expired).to.be.instanceOf(BearerExpiredError);
      expect((expired as Error).message).to.equal(
        'Account 1234 refused the refresh of user bot (HTTP 401, internal code 10). The login has ended; log in again.',
      );
      expect(platform.seen).to.have.length(3);
    });

    it('tell other refusals apart from an ended login', async () => {
      await using platform = await livePerson(
        session,
        text(403, ''),
        text(429, ''),
        text(451, ''),
        text(200, '<html>'),
      );
      const grant = await loggedIn(platform);
      expect(await failureOf(grant.refresh(callWith())))
        .to.be.instanceOf(RequestRefusedError)
        .with.property('status', 403);
      expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(ThrottledError);
      expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(AccountBlockedError);
      expect(await failureOf(grant.refresh(callWith()))).to.be.instanceOf(UnexpectedAnswerError);
    });

    it('try a 500 again', async () => {
      await using platform = await livePerson(session, text(500, ''), text(200, ''));
      const grant = await loggedIn(platform);
      await grant.refresh(callWith({ retryDelays: [1] }));
      expect(platform.seen).to.have.length(4);
    });

    it('let a logout succeed if the login had ended already', async () => {
      await using platform = await livePerson(session, text(401, ''));
      await (await loggedIn(platform)).logout(callWith());
      expect(platform.seen).to.have.length(3);
    });

    it('tell of a logout that did not get through', async () => {
      await using platform = await livePerson(session, text(500, ''));
      const grant = await loggedIn(platform);
      expect(await failureOf(grant.logout(callWith()))).to.be.instanceOf(PlatformUnavailableError);
    });
  });

  describe('its secrets', () => {
    const canaries = {
      password: 'canary-password',
      appKey: 'canary-app-key',
      secret: 'canary-secret',
      accessToken: 'canary-access-token',
      accessTokenSecret: 'canary-access-token-secret',
      bearer: 'canary-bearer',
      csrf: 'canary-csrf',
      cookie: 'canary-cookie',
    };
    const { appKey, secret, accessToken, accessTokenSecret } = canaries;
    const all: readonly Credentials[] = [
      { username: 'bot', appKey, secret, accessToken, accessTokenSecret },
      { username: 'bot', clientId: appKey, clientSecret: secret },
      { username: 'bot', password: canaries.password },
      { assertion: secret },
    ];
    const granting = json(
      200,
      { ...loginAnswer, bearer: canaries.bearer, csrf: canaries.csrf },
      { 'set-cookie': `Session_id=${canaries.cookie}; Path=/` },
    );

    /** Everything that a curious logger could find in a value. */
    const found = (value: unknown): readonly string[] => {
      const shown = [
        inspect(value, { depth: 50, showHidden: true, getters: false }),
        String(value),
        JSON.stringify(value),
      ];
      for (let at = value, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
        shown.push(at.message, at.stack ?? '', JSON.stringify(at), inspect(at, { depth: 50, showHidden: true }));
      }
      return Object.values(canaries).filter((canary) => shown.join('\n').includes(canary));
    };

    const echo =
      (status: number): Reply =>
      (response, { body, headers }) =>
        response
          .writeHead(status, { location: `/?x=${encodeURIComponent(body)}`, 'retry-after': '700' })
          .end(
            JSON.stringify({ error: { message: body, internalCode: headers.cookie }, bearer: canaries.bearer + '\n' }),
          );
    const faults: Readonly<Record<string, Reply>> = {
      ...Object.fromEntries(
        [200, 302, 400, 401, 403, 408, 429, 451, 500, 503].map((status) => [`a ${status} that echoes`, echo(status)]),
      ),
      'text that echoes': (response, { body }) => response.end(`<html>${body}${canaries.bearer}`),
      'a body that is cut short': (response, { body }) => {
        response.writeHead(200, { 'content-length': 10_000 }).write(body, () => response.destroy());
      },
      'a broken connection': (response) => response.destroy(),
      silence,
    };

    it('are found by this test where they are', () => {
      expect(found(new Error('x', { cause: new Error(canaries.bearer) }))).to.deep.equal([canaries.bearer]);
      expect(found({ deep: { hidden: Object.defineProperty({}, 'x', { value: canaries.csrf }) } })).to.deep.equal([
        canaries.csrf,
      ]);
    });

    for (const [name, fault] of Object.entries(faults)) {
      it(`are in no error of a login, refresh or logout that meets ${name}`, async () => {
        const call = callWith({ timeout: 100, retryDelays: [1] });
        for (const credentials of all) {
          await using platform = await livePerson(fault);
          expect(found(await failureOf(loggedIn(platform, { credentials }, call)))).to.deep.equal([]);
        }
        await using platform = await livePerson(granting, fault);
        const grant = await loggedIn(platform);
        for (const end of [() => grant.refresh(call), () => grant.logout(call)]) {
          expect(found(await end().catch((error: unknown) => error))).to.deep.equal([]);
        }
        expect(platform.seen.at(-1)?.headers.cookie).to.contain(canaries.cookie);
      });
    }

    it('are in no grant and no authenticator that somebody prints', async () => {
      await using platform = await livePerson(granting);
      const auth = authFor(platform, { credentials: all[0] ?? keys });
      const grant = await auth.login(await auth.discover(callWith()), callWith());
      const supplied = await loggedIn(platform, { credentials: { bearer: canaries.bearer, userId: '7' } });
      expect([grant.bearer, supplied.bearer]).to.deep.equal([canaries.bearer, canaries.bearer]);
      expect([found(auth), found(grant), found(supplied)]).to.deep.equal([[], [], []]);
    });
  });

  describe('its connections', () => {
    it('do not keep the process alive', async () => {
      await using platform = await livePerson(json(200, loginAnswer));
      const script = `
        import { authenticator } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
        const call = { signal: new AbortController().signal, timeout: 5_000, retryDelays: [] };
        const credentials = { username: 'bot', password: 'P' };
        const auth = authenticator({ accountId: '1234', credentials, csds: ${JSON.stringify(platform.url)} });
        await auth.login(await auth.discover(call), call);
      `;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
      expect(await once(child, 'exit')).to.deep.equal([0, null]);
      expect(platform.seen).to.have.length(2);
    }).timeout(8_000);

    it('are those of the agents that were given', async () => {
      await using platform = await livePerson(json(200, loginAnswer));
      const agent = new http.Agent({ keepAlive: true });
      await loggedIn(platform, { agents: { http: agent } });
      expect(Object.keys(agent.freeSockets)).to.have.length(1);
      agent.destroy();
    });
  });
});
