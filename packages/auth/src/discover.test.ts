import {
  AccountUnknownError,
  DestinationRefusedError,
  PlatformUnavailableError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { type Domains } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authFor, entry } from './account-1234.test.support.js';
import { type AuthenticatorOptions } from './authenticator.js';
import { callWith, failureOf, json, loopbackPlatform, type Reply, text } from './loopback-platform.test.support.js';

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
