import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { onlineAgent, openAgent } from './agent.test.support.js';
import { PortInUseError, SimulatorOptionError } from './errors.js';
import { CSDS } from './faults/bare-client.test.support.js';
import { post } from './plain-client.test.support.js';
import type { Platform } from './platform.js';
import { selfSigned } from './self-signed.test.support.js';
import { startSimulator } from './start-simulator.js';

describe('startSimulator', () => {
  const started: Platform[] = [];
  const start = async (...args: Parameters<typeof startSimulator>) => {
    const platform = await startSimulator(...args);
    started.push(platform);
    return platform;
  };

  afterEach(async () => {
    for (const platform of started.splice(0)) await platform.stop();
  });

  it('says which port is taken and what to do', async () => {
    const { port } = await start();
    const error: unknown = await startSimulator({ port }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(PortInUseError);
    expect((error as PortInUseError).code).to.equal('PORT_IN_USE');
    expect((error as PortInUseError).message)
      .to.include(String(port))
      .and.to.include('{ port: 0 }');
  });

  it('can be started again on the port it left, also with sockets open', async () => {
    const first = await start();
    const agent = await onlineAgent(first);
    await first.consumer().startConversation();
    await Promise.all([first.stop(), first.stop()]);
    expect(await agent.closed).to.equal(1006);
    const second = await start({ port: first.port });
    expect(second.port).to.equal(first.port);
  });

  it('runs several platforms side by side', async () => {
    const [one, two] = [await start({ account: '1' }), await start({ account: '2' })];
    expect(one.port).not.to.equal(two.port);
    expect(two.bots[0].oldId).to.match(/^2\./);
  });

  it('refuses two bots of one name, and frees its port', async () => {
    const error: unknown = await startSimulator({ bots: [{ username: 'a' }, { username: 'a' }] }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SimulatorOptionError);
  });

  it('answers a target that is no URL, and a body that is too large', async () => {
    const { port, url, accountId } = await start();
    const status = await new Promise((resolve) => {
      get({ port, host: '127.0.0.1', path: '//', agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).to.equal(404);
    const body = 'x'.repeat(200_000);
    expect((await post(`${url}/api/account/${accountId}/login?v=1.3`, body)).status).to.equal(413);
  });

  describe('with a certificate', () => {
    const { key, cert } = selfSigned();

    it('serves https and wss, and its consumers come in', async () => {
      const platform = await start({ host: 'localhost', tls: { key, cert } });
      expect(platform.url).to.equal(`https://localhost:${platform.port}`);
      await platform.consumer().startConversation();
      expect(platform.log.filter(({ kind }) => kind === 'opened')).to.have.lengthOf(1);
    });

    it('names the host of its address as every service', async () => {
      const platform = await start({ host: 'localhost', tls: { key, cert } });
      const answer = await new Promise<string>((resolve, reject) => {
        getSecurely(platform.url + CSDS, { agent: false, ca: cert }, (response) => {
          response.setEncoding('utf8').on('data', resolve);
        }).on('error', reject);
      });
      const { baseURIs } = JSON.parse(answer) as { readonly baseURIs: readonly { readonly baseURI: string }[] };
      expect(new Set(baseURIs.map(({ baseURI }) => baseURI))).to.deep.equal(new Set([`localhost:${platform.port}`]));
    });

    it('resets a connection on demand', async () => {
      const platform = await start({ host: 'localhost', tls: { key, cert } });
      platform.faults.add({ match: { request: 'csds' }, action: 'refuse' });
      const failure = await new Promise<NodeJS.ErrnoException>((resolve) => {
        getSecurely(platform.url + CSDS, { agent: false, ca: cert }).on('error', resolve);
      });
      // An orderly end would be a 'socket hang up', which has the same code.
      expect(failure).to.include({ code: 'ECONNRESET', syscall: 'read' });
    });

    it('refuses one that does not belong to the key', async () => {
      const other = selfSigned();
      const error: unknown = await startSimulator({ tls: { key: other.key, cert } }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(SimulatorOptionError);
    });
  });

  it('serves its page', async () => {
    const { url } = await start();
    const response = await fetch(url);
    expect(response.headers.get('content-type')).to.include('text/html');
    await response.text();
  });

  it('cuts, kicks and expires on demand', async () => {
    const platform = await start();
    const agent = await openAgent(platform);
    expect(platform.cutSockets({ code: 1012 })).to.equal(1);
    expect(await agent.closed).to.equal(1012);
    const again = await openAgent(platform);
    platform.kick(platform.bots[0]);
    expect(await again.closed).to.equal(4401);
    await platform.stop();
    const closings = platform.log.flatMap((record) => (record.kind === 'closed' ? [record.code] : []));
    expect(closings).to.have.lengthOf(2);
  });
});
