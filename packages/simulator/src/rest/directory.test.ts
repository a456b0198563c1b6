import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Platform } from '../platform.js';
import { at, get } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';

describe('the domain service', () => {
  let platform: Platform;
  const url = (path: string) => `${platform.url}${path}`;

  beforeEach(async () => {
    platform = await startSimulator();
  });

  afterEach(() => platform.stop());

  for (const root of ['/api', '/csdr']) {
    it(`lists every service under ${root}, all at its own address`, async () => {
      const { status, body } = await get(url(`${root}/account/12345678/service/baseURI.json?version=1.0`));
      expect(status).to.equal(200);
      const hosts = (at(body, 'baseURIs') as { service: string; baseURI: string }[]).map(({ baseURI }) => baseURI);
      expect(new Set(hosts)).to.deep.equal(new Set([`127.0.0.1:${platform.port}`]));
      const services = (at(body, 'baseURIs') as { service: string }[]).map(({ service }) => service);
      expect(services).to.include.members(['agentVep', 'facadeMsg', 'asyncMessagingEnt', 'idp', 'swift']);
    });
  }

  it('names a single service', async () => {
    const { body } = await get(url('/api/account/12345678/service/agentVep/baseURI.json?version=1.0'));
    expect(body).to.deep.equal({
      account: '12345678',
      service: 'agentVep',
      baseURI: `127.0.0.1:${platform.port}`,
    });
  });

  it('answers 404 for a service it does not know, 401 for another account and 400 without a version', async () => {
    const path = (account: string, query: string) => url(`/api/account/${account}/service/baseURI.json${query}`);
    const unknown = await get(url('/api/account/12345678/service/nothing/baseURI.json?version=1.0'));
    expect(unknown.status).to.equal(404);
    expect((await get(path('999', '?version=1.0'))).status).to.equal(401);
    expect((await get(path('12345678', ''))).status).to.equal(400);
  });

  it('names another host once it is told to', async () => {
    platform.advertise('127.0.0.1:9', { service: 'facadeMsg' });
    const { body } = await get(url('/api/account/12345678/service/facadeMsg/baseURI.json?version=1.0'));
    expect(at(body, 'baseURI')).to.equal('127.0.0.1:9');
  });
});
