import { once } from 'node:events';
import {
  AccountBlockedError,
  BearerExpiredError,
  ConfigurationError,
  DestinationRefusedError,
  LoginRefusedError,
  PlatformUnavailableError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { Service } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authFor, entry, keys, livePerson, loggedIn } from './account-1234.test.support.js';
import type { Credentials } from './credentials.js';
import { callWith, failureOf, json, loginAnswer, loopbackPlatform, text } from './loopback-platform.test.support.js';

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
