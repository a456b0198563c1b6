import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loginUrl } from '../agent.test.support.js';
import { PortInUseError, SimulatorOptionError } from '../errors.js';
import { at, get, PlainClient, post } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';
import { startToxicProxy } from './start-toxic-proxy.js';

describe('startToxicProxy', () => {
  it('stands between a platform and the clients that its domain service sends there', async () => {
    await using platform = await startSimulator();
    await using proxy = await startToxicProxy({ target: platform });
    platform.advertise(proxy.host, { service: 'asyncMessagingEnt' });
    const { url, accountId } = platform;
    const { body } = await get(`${url}/api/account/${accountId}/service/asyncMessagingEnt/baseURI.json?version=1.0`);
    const bearer = at((await post(loginUrl(platform), platform.bots[0].credentials)).body, 'bearer') as string;
    const agent = await PlainClient.open(
      `ws://${at(body, 'baseURI') as string}/ws_api/account/${accountId}/messaging/brand/${bearer}?v=2.1`,
    );
    expect((await agent.ask('.GetClock', {})).code).to.equal(200);
    expect(proxy.counts.open).to.equal(1);
    proxy.resetAll();
    expect(await agent.closed).to.equal(1006);
  });

  it('says which port is taken, and which target it cannot read', async () => {
    await using platform = await startSimulator();
    const taken: unknown = await startToxicProxy({ target: platform, port: platform.port }).catch(
      (reason: unknown) => reason,
    );
    expect(taken).to.be.instanceOf(PortInUseError);
    const unread: unknown = await startToxicProxy({ target: { url: 'nowhere' } }).catch((reason: unknown) => reason);
    expect(unread).to.be.instanceOf(SimulatorOptionError);
  });
});
