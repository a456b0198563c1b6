import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { type Call, ConfigurationError, type SocketEnd } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, before, describe, it } from 'mocha';
import { liveperson, type LivePersonOptions } from './liveperson.js';
import { type OwnAuthority, ownAuthority } from './options/own-authority.test.support.js';
import { loopbackProxy } from './proxy/loopback-proxy.test.support.js';

const keys = {
  username: 'bot',
  appKey: 'canary-app-key',
  secret: 'canary-secret',
  accessToken: 'canary-access-token',
  accessTokenSecret: 'canary-access-token-secret',
};
const options: LivePersonOptions = { accountId: '12345678', credentials: keys };

describe('liveperson', () => {
  it('gives the platform of an account without connecting to anything', () => {
    const platform = liveperson(options);
    expect(platform).to.include({ accountId: '12345678', appId: 'holdfast' });
    expect(platform).to.have.keys(
      'accountId',
      'appId',
      'authenticator',
      'transport',
      'files',
      'services',
      'secrets',
      'logger',
    );
  });

  it('knows what must not be printed: credentials and the password of the proxy, but not the user name', () => {
    const { secrets } = liveperson({ ...options, proxy: 'http://me:canary-proxy@proxy.test:3128' });
    const { username, ...values } = keys;
    expect(secrets).to.include.members([...Object.values(values), 'canary-proxy']);
    expect(secrets).not.to.include(username);
  });

  it('makes its logger once, and only if somebody wants it', () => {
    const before = process.env['LOG_LEVEL'];
    process.env['LOG_LEVEL'] = 'no-level';
    try {
      const platform = liveperson(options);
      expect(() => platform.logger).to.throw(ConfigurationError, 'LOG_LEVEL');
      process.env['LOG_LEVEL'] = 'silent';
      expect(platform.logger).to.equal(platform.logger);
    } finally {
      if (before === undefined) delete process.env['LOG_LEVEL'];
      else process.env['LOG_LEVEL'] = before;
    }
  });

  it('hands its time-outs on, and takes an absent option as absent', () => {
    expect(liveperson({ ...options, timeouts: { stage: 5_000 } }).timeouts).to.deep.equal({ stage: 5_000 });
    const absent = { ...options, csds: undefined, proxy: undefined, ca: undefined } as unknown as LivePersonOptions;
    expect(liveperson(absent)).not.to.have.property('timeouts');
  });

  it('accepts a function that gives the credentials', () => {
    expect(liveperson({ ...options, credentials: () => keys }).secrets).to.deep.equal([]);
  });

  const faults: readonly (readonly [given: unknown, option: string])[] = [
    [undefined, 'options'],
    ['12345678', 'options'],
    [{ credentials: keys }, 'accountId'],
    [{ ...options, accountId: 12345678 }, 'accountId'],
    [{ ...options, accountId: '' }, 'accountId'],
    [{ ...options, accountId: '12345678/..' }, 'accountId'],
    [{ ...options, accountId: '123456789012345678901' }, 'accountId'],
    [{ ...options, credentials: undefined }, 'credentials'],
    [{ ...options, credentials: 'canary-app-key' }, 'credentials'],
    [{ ...options, credentials: {} }, 'credentials'],
    [{ ...options, credentials: { ...keys, appKey: undefined } }, 'credentials.appKey'],
    [{ ...options, credentials: { ...keys, secret: '' } }, 'credentials.secret'],
    [{ ...options, csds: null }, 'csds'],
    [{ ...options, csds: 'ftp://example.com' }, 'csds'],
    [{ ...options, csds: 'http://example.com' }, 'csds'],
    [{ ...options, domains: 'example.com' }, 'domains'],
    [{ ...options, domains: { agentVep: 'https://example.com' } }, 'domains.agentVep'],
    [{ ...options, maxPayload: '1 MiB' }, 'maxPayload'],
    [{ ...options, trustedDomains: 'example.com' }, 'trustedDomains'],
    [{ ...options, trustedDomains: ['com'] }, 'trustedDomains[0]'],
    [{ ...options, proxy: 'socks5://me:canary-proxy@proxy.test' }, 'proxy'],
    [{ ...options, ca: '/etc/ssl/own.pem' }, 'ca'],
    [{ ...options, orchestrator: { region: 'z9', key: 'canary-key' } }, 'orchestrator.region'],
    [{ ...options, orchestrator: { region: 'z1', user: 'a:b', password: 'canary' } }, 'orchestrator.user'],
    [
      { ...options, orchestrator: { region: 'z1', key: 'canary-key', hosts: { context: 'http://example.com' } } },
      'orchestrator.hosts.context',
    ],
    [{ ...options, appId: 'my bot' }, 'appId'],
    [{ ...options, appId: '' }, 'appId'],
    [{ ...options, timeouts: 10_000 }, 'timeouts'],
    [{ ...options, timeouts: { stage: '10s' } }, 'timeouts.stage'],
    [{ ...options, timeouts: { stage: -1 } }, 'timeouts.stage'],
    [{ ...options, timeouts: { stages: 1 } }, 'timeouts.stages'],
    [{ ...options, acountId: '12345678' }, 'acountId'],
  ];
  for (const [given, option] of faults) {
    it(`refuses ${shown(given)}, naming ${option} and no secret`, () => {
      let caught: unknown;
      try {
        liveperson(given as LivePersonOptions);
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.instanceOf(ConfigurationError).with.property('option', option);
      expect(String(caught)).not.to.include('canary');
      expect(String(caught).length).to.be.above(40);
    });
  }

  it('lists the options there are when it meets an unknown one', () => {
    const given: object = { ...options, account: '12345678' };
    expect(() => liveperson(given as LivePersonOptions)).to.throw('account is not an option. Known here: accountId,');
  });

  it('does not repeat an option name that may be a value', () => {
    const given: object = { ...options, 'canary-key=': true };
    expect(() => liveperson(given as LivePersonOptions)).to.throw(/^\[…\] is not an option/);
  });
});

describe('liveperson through a proxy', () => {
  let authority: OwnAuthority;
  const servers: Server[] = [];
  before(() => {
    authority = ownAuthority();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.close();
      await once(server, 'close');
    }
  });

  const directory: RequestListener = (_, response) => {
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ baseURIs: [{ service: 'agentVep', baseURI: 'va.agentvep.liveperson.net' }] }));
  };
  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const call: Call = { signal: new AbortController().signal, timeout: 5_000, retryDelays: [] };

  const opened = (platform: ReturnType<typeof liveperson>, url: string): Promise<SocketEnd> =>
    new Promise((resolve) => {
      const nothing = (): void => undefined;
      const timings = { open: 5_000, response: 1_000, close: 1_000, idle: 5_000, pong: 1_000, probe: 1_000 };
      platform.transport.open(
        { url, timings: { ...timings, keepAlive: 5_000 }, clockRequest: '.GetClock' },
        { opened: nothing, notified: nothing, clocked: nothing, oddity: nothing, closed: resolve },
      );
    });

  it('looks domains up through a tunnel, with user and password, and verifies the certificate behind it', async () => {
    const port = await listening(createTlsServer({ key: authority.key, cert: authority.cert }, directory));
    await using proxy = await loopbackProxy({ to: port });
    const { authenticator } = liveperson({
      ...options,
      csds: 'localhost:443',
      proxy: { url: `http://me:p%40ss@${proxy.host}`, loopback: true },
      ca: authority.cert,
    });
    const domains = await authenticator.discover(call);
    expect(domains.services).to.deep.equal(['agentVep']);
    expect(proxy.seen.map(({ authority: asked }) => asked)).to.deep.equal(['localhost:443']);
    const { 'proxy-authorization': authorization = '' } = proxy.seen[0]?.headers ?? {};
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).to.equal('me:p@ss');
  });

  it('reaches a proxy by https, and trusts the same authorities for it', async () => {
    const port = await listening(createTlsServer({ key: authority.key, cert: authority.cert }, directory));
    await using proxy = await loopbackProxy({ to: port, tls: authority });
    const way = { ...options, csds: 'localhost', proxy: { url: `https://${proxy.host}`, loopback: true } };
    const domains = await liveperson({ ...way, ca: authority.cert }).authenticator.discover(call);
    expect(domains.services).to.deep.equal(['agentVep']);
    const error = await liveperson(way)
      .authenticator.discover(call)
      .catch((reason: unknown) => reason);
    expect(String(error)).to.match(/CERT/);
    expect(proxy.seen).to.have.length(1);
  });

  it('does not trust a certificate behind the tunnel that nobody vouches for', async () => {
    const port = await listening(createTlsServer({ key: authority.key, cert: authority.cert }, directory));
    await using proxy = await loopbackProxy({ to: port });
    const { authenticator } = liveperson({
      ...options,
      csds: 'localhost:443',
      proxy: { url: `http://${proxy.host}`, loopback: true },
    });
    const error = await authenticator.discover(call).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    expect(String(error)).to.match(/CERT/);
  });

  it('dials the messaging socket through the same proxy, by name', async () => {
    const port = await listening(
      createTlsServer({ key: authority.key, cert: authority.cert }, (_, response) => response.writeHead(503).end()),
    );
    await using proxy = await loopbackProxy({ to: port });
    const platform = liveperson({
      ...options,
      proxy: { url: `http://${proxy.host}`, loopback: true },
      ca: [authority.cert],
    });
    const end = await opened(platform, 'wss://localhost/ws_api/canary-bearer');
    expect(end).to.include({ cause: 'refused', status: 503 });
    expect(proxy.seen.map(({ authority: asked }) => asked)).to.deep.equal(['localhost:443']);
  });

  it('goes past the proxy to this machine and to the hosts of noProxy', async () => {
    const port = await listening(createServer(directory));
    await using proxy = await loopbackProxy({ to: port });
    const csds = `http://127.0.0.1:${port}`;
    const direct = { url: `http://${proxy.host}`, loopback: true, noProxy: `127.0.0.1:${port}` };
    for (const option of [`http://${proxy.host}`, direct]) {
      const domains = await liveperson({ ...options, csds, proxy: option }).authenticator.discover(call);
      expect(domains.services).to.deep.equal(['agentVep']);
    }
    expect(proxy.seen).to.deep.equal([]);
  });

  it('tunnels plain connections to this machine too, when asked to', async () => {
    const port = await listening(createServer(directory));
    await using proxy = await loopbackProxy({ to: port });
    const platform = liveperson({
      ...options,
      csds: `http://127.0.0.1:${port}`,
      proxy: { url: `http://${proxy.host}`, loopback: true },
    });
    await platform.authenticator.discover(call);
    await opened(platform, `ws://127.0.0.1:${port}/ws_api`);
    expect(proxy.seen).to.have.length(2);
  });

  const refusals = [
    ['a status', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'PROXY_REFUSED_407'],
    ['bytes before the first of ours', 'HTTP/1.1 200 OK\r\n\r\nSSH-2.0', 'PROXY_VIOLATION'],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['nothing', '', 'ECONNRESET'],
  ] as const;
  for (const [what, answer, code] of refusals) {
    it(`names ${code} when the proxy answers with ${what}`, async () => {
      await using proxy = await loopbackProxy({ to: 9, answer: (socket) => socket.end(answer) });
      const platform = liveperson({
        ...options,
        csds: 'localhost',
        proxy: { url: `http://me:canary-proxy@${proxy.host}`, loopback: true },
      });
      const error = await platform.authenticator.discover(call).catch((reason: unknown) => reason);
      expect(String(error)).to.include(code).and.not.include('canary');
      const end = await opened(platform, 'wss://localhost/ws_api');
      expect(`${end.cause} ${end.error.message}`).to.include(code).and.not.include('canary');
    });
  }
});

/** A name for a case: the options beside the usual credentials. */
function shown(given: unknown): string {
  const hidden = /"(?:username|appKey|secret|accessToken|accessTokenSecret)":"[^"]+",?/g;
  return JSON.stringify(given)?.replaceAll(hidden, '') ?? 'no options';
}
