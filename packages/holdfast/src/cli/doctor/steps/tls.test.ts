import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownAuthority } from '../../../options/own-authority.test.support.js';
import { loopbackProxy } from '../../../proxy/loopback-proxy.test.support.js';
import type { Facts } from '../plan/step.js';
import { routeOf } from '../way/route.js';
import { network } from './network.js';
import { proxy } from './proxy.js';
import { tls } from './tls.js';

const factsOf = (options: Parameters<typeof routeOf>[0]): Facts => ({
  env: {},
  terms: { timeout: 5_000, signal: new AbortController().signal },
  route: routeOf(options),
});

describe('The steps before the first request', () => {
  const authority = ownAuthority();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

  it('accept a certificate of an authority that is trusted, and say how long it is good', async () => {
    await using platform = await startSimulator({ host: 'localhost', tls: authority });
    const facts = factsOf({ csds: platform.url, ca: authority.cert });
    expect((await network.ask(facts)).says).to.include('takes connections');
    expect((await tls.ask(facts)).says).to.match(/^TLSv1\.\d, a certificate of localhost that is good until /);
    expect((await tls.ask(facts)).says).to.include(tomorrow);
  });

  it('go through the proxy, all of them', async () => {
    await using platform = await startSimulator({ host: 'localhost', tls: authority });
    const { port } = new URL(platform.url);
    await using tunnels = await loopbackProxy({ to: Number(port) });
    const url = `http://${tunnels.host}`;
    const facts = factsOf({ csds: `https://localhost:${port}`, ca: authority.cert, proxy: { url, loopback: true } });
    expect((await proxy.ask(facts)).says).to.equal(`${tunnels.host} leads to localhost:${port}`);
    expect((await network.ask(facts)).outcome).to.equal('unneeded');
    expect((await tls.ask(facts)).says).to.include('a certificate of localhost');
    expect(tunnels.seen).to.have.length(2);
  });

  it('see when a certificate is for somebody else', async () => {
    await using platform = await startSimulator({ host: 'localhost', tls: authority });
    await using tunnels = await loopbackProxy({ to: Number(new URL(platform.url).port) });
    const facts = factsOf({ csds: 'https://example.com', ca: authority.cert, proxy: `http://${tunnels.host}` });
    const error = await tls.ask(facts).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(String(error)).to.match(
      /^PlatformUnavailableError: example\.com:443 .*ERR_TLS_CERT_ALTNAME_INVALID.*another name/,
    );
  });
});
