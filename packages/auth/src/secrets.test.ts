import { inspect } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authFor, keys, livePerson, loggedIn } from './account-1234.test.support.js';
import type { Credentials } from './credentials.js';
import { callWith, failureOf, json, loginAnswer, type Reply, silence } from './loopback-platform.test.support.js';

describe('the secrets of an authenticator', () => {
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
