import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { ConfigurationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { authFor, keys, livePerson, loggedIn } from './account-1234.test.support.js';
import { authenticator, type AuthenticatorOptions } from './authenticator.js';
import { json, loginAnswer } from './loopback-platform.test.support.js';

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
