import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { JsonObject } from '@holdfast/core/protocol';
import { type FaultRule, type Platform, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Environment } from '../../options/environment-options.js';
import { ownAuthority } from '../../options/own-authority.test.support.js';
import { loopbackProxy } from '../../proxy/loopback-proxy.test.support.js';
import { FakeProcess } from '../process/fake-process.test.support.js';
import { runCli } from '../run-cli.js';

/** Milliseconds for each answer, long for those that come, and short where one never does. */
const PATIENCE = 20_000;
const IMPATIENCE = 1_000;

interface Shown {
  readonly exitCode: number;
  readonly steps: readonly { readonly step: string; readonly outcome: string; readonly says: string }[];
}

interface Visit extends Shown {
  readonly text: string;
}

async function visit(env: Environment, patience = PATIENCE): Promise<Visit> {
  const host = new FakeProcess({ env });
  await runCli(['doctor', '--json', '--timeout', String(patience)], host);
  const shown = JSON.parse(host.out) as Shown;
  expect([host.exitCode, host.err, host.listening]).to.deep.equal([shown.exitCode, '', 0]);
  return { ...shown, text: host.out };
}

const namesOf = (outcome: string, { steps }: Shown): readonly string[] =>
  steps.filter((step) => step.outcome === outcome).map(({ step }) => step);

describe('holdfast doctor', function () {
  this.timeout(30_000);

  let platform: Platform;
  let bearer = '';

  beforeEach(async () => {
    platform = await startSimulator();
    const overheard = ({ headers }: { headers: { authorization?: string | undefined } }): boolean => {
      bearer = headers.authorization ?? bearer;
      return false;
    };
    platform.faults.add({ match: { request: /le-users/, where: overheard }, action: 'hang' });
  });

  afterEach(() => platform.stop());

  const envOf = (at: Platform = platform): Environment => {
    const credentials = at.bots[0]?.credentials;
    return {
      LP_CSDS_URL: at.url,
      LP_ACCOUNT_ID: at.accountId,
      LP_USERNAME: credentials?.username,
      LP_APP_KEY: credentials?.appKey,
      LP_APP_SECRET: credentials?.secret,
      LP_ACCESS_TOKEN: credentials?.accessToken,
      LP_ACCESS_TOKEN_SECRET: credentials?.accessTokenSecret,
    };
  };

  const expectNoSecret = (text: string, ...more: readonly string[]): void => {
    const { username: _name, ...secrets } = { ...platform.bots[0]?.credentials };
    for (const secret of [...Object.values(secrets), ...more, ...(bearer === '' ? [] : [bearer.slice(7)])]) {
      expect(text).not.to.include(secret);
    }
  };

  it('finds nothing wrong with an account that has nothing wrong', async () => {
    const found = await visit(envOf());
    expect(found.exitCode).to.equal(0);
    expect(namesOf('unneeded', found)).to.deep.equal(['proxy', 'tls']);
    expect(namesOf('ok', found)).to.have.length(10);
    expect(bearer).to.match(/^Bearer .{20}/);
    expectNoSecret(found.text);
  });

  it('leaves the account as it was: nobody is online, no socket is open, the bearer is given back', async () => {
    let bearerGiven = 0;
    const count = (): boolean => (bearerGiven += 1) < 0;
    platform.faults.add({ match: { request: 'logout', where: count }, action: 'hang' });
    await visit(envOf());
    expect(platform.agents.map(({ availability, sockets }) => [availability, sockets])).to.deep.equal([['OFFLINE', 0]]);
    expect(bearerGiven).to.equal(1);
  });

  it('is AWAY throughout, so that no consumer is kept waiting', async () => {
    const states: unknown[] = [];
    const note = ({ body }: JsonObject): boolean => {
      states.push((body as { readonly availability?: unknown }).availability);
      return false;
    };
    platform.faults.add({ match: { frame: 'toServer', type: 'SetAgentState', where: note }, action: 'drop' });
    await visit(envOf());
    expect(states).to.deep.equal(['AWAY']);
  });

  it('prints a line for each step, with its time', async () => {
    const host = new FakeProcess({ env: envOf() });
    await runCli(['doctor'], host);
    const lines = host.out.split('\n');
    expect(lines[0]).to.match(
      /^ok {7}configuration +\d+ ms {2}account 12345678, user bot-1 with the keys of an application/,
    );
    expect(host.out)
      .to.include('\nok       logout ')
      .and.match(/\n\nA bot can work here\.\n$/);
    expectNoSecret(host.out);
  });

  describe('names the faulty step', () => {
    interface Fault {
      readonly what: string;
      readonly step: string;
      readonly exitCode: 1 | 2;
      readonly rules?: readonly FaultRule[];
      /** Something is never answered. */
      readonly hangs?: true;
      /** Instead of what leads to the platform. */
      readonly env?: Environment;
      readonly says: RegExp;
    }

    const login = (status: number): readonly FaultRule[] => [
      { match: { request: 'login' }, action: { answer: { status } } },
    ];
    const csds = (hosts: Readonly<Record<string, string>>): readonly FaultRule[] => [
      {
        match: { request: 'csds' },
        action: {
          answer: {
            status: 200,
            body: {
              baseURIs: Object.entries(hosts).map(([service, baseURI]) => ({ service, baseURI, account: '12345678' })),
            },
          },
        },
      },
    ];
    const refused = (type: string): readonly FaultRule[] => [
      { match: { frame: 'toServer', type }, action: { answer: { code: 403, body: {} } } },
    ];

    // prettier-ignore
    const faults: readonly Fault[] = [
      { what: 'a missing variable', step: 'configuration', exitCode: 2, env: { LP_APP_SECRET: '' }, says: /LP_APP_SECRET is not set/ },
      { what: 'two kinds of credentials', step: 'configuration', exitCode: 2, env: { LP_PASSWORD: 'canary-word' }, says: /more than one kind/ },
      { what: 'plain http beyond this machine', step: 'configuration', exitCode: 2, env: { LP_CSDS_URL: 'http://example.com' }, says: /LP_CSDS_URL/ },
      { what: 'a broken proxy address', step: 'configuration', exitCode: 2, env: { HTTPS_PROXY: 'socks://canary-host' }, says: /HTTPS_PROXY/ },
      { what: 'a proxy that is not there', step: 'proxy', exitCode: 1, env: { LP_CSDS_URL: '', HTTPS_PROXY: 'http://127.0.0.1:1' }, says: /ECONNREFUSED/ },
      { what: 'a port where nobody listens', step: 'network', exitCode: 1, env: { LP_CSDS_URL: 'http://127.0.0.1:1' }, says: /ECONNREFUSED.*LP_CSDS_URL/ },
      { what: 'a host that nobody knows', hangs: true, step: 'network', exitCode: 1, env: { LP_CSDS_URL: 'https://no-such-host.invalid' }, says: /no-such-host\.invalid:443 cannot be reached/ },
      { what: 'an account that nobody knows', step: 'domains', exitCode: 2, env: { LP_ACCOUNT_ID: '87654321' }, says: /not known/ },
      { what: 'a domain service that fails', step: 'domains', exitCode: 1, rules: [{ match: { request: 'csds' }, action: { answer: { status: 503 } } }], says: /HTTP 503/ },
      { what: 'a domain service that hangs', hangs: true, step: 'domains', exitCode: 1, rules: [{ match: { request: 'csds' }, action: 'hang' }], says: /within 1000 ms/ },
      { what: 'a captive portal', step: 'domains', exitCode: 1, rules: [{ match: { request: 'csds' }, action: 'html' }], says: /not JSON|got an answer/ },
      { what: 'a domain list without a login service', step: 'domains', exitCode: 1, rules: csds({ asyncMessagingEnt: '127.0.0.1:1' }), says: /does not list "agentVep"/ },
      { what: 'a domain list without a messaging service', step: 'domains', exitCode: 1, rules: csds({ agentVep: '127.0.0.1:1' }), says: /does not list "asyncMessagingEnt"/ },
      { what: 'an untrusted login host', step: 'domains', exitCode: 2, rules: csds({ agentVep: 'evil.example', asyncMessagingEnt: '127.0.0.1:1' }), says: /evil\.example.*not a trusted domain/ },
      { what: 'an untrusted messaging host', step: 'domains', exitCode: 2, rules: csds({ agentVep: '127.0.0.1:1', asyncMessagingEnt: 'liveperson.net.evil.example' }), says: /not a trusted domain/ },
      { what: 'a host of the account that is down', step: 'hosts', exitCode: 1, rules: csds({ agentVep: '127.0.0.1:1', asyncMessagingEnt: '127.0.0.1:1' }), says: /127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/ },
      { what: 'wrong keys', step: 'login', exitCode: 2, env: { LP_APP_SECRET: 'canary-wrong-secret' }, says: /HTTP 401.*Check the user name/ },
      { what: 'a login answered with 401', step: 'login', exitCode: 2, rules: login(401), says: /HTTP 401/ },
      { what: 'a login answered with 403', step: 'login', exitCode: 2, rules: login(403), says: /HTTP 403/ },
      { what: 'a login answered with 429', step: 'login', exitCode: 1, rules: login(429), says: /throttled/ },
      { what: 'a blocked account', step: 'login', exitCode: 2, rules: login(451), says: /support/ },
      { what: 'a login answered with 503', step: 'login', exitCode: 1, rules: login(503), says: /HTTP 503/ },
      { what: 'a login that hangs', hangs: true, step: 'login', exitCode: 1, rules: [{ match: { request: 'login' }, action: 'hang' }], says: /within 1000 ms/ },
      { what: 'a login that is cut off', step: 'login', exitCode: 1, rules: [{ match: { request: 'login' }, action: 'refuse', times: 2 }], says: /ECONNRESET/ },
      { what: 'an upgrade answered with 401', step: 'socket', exitCode: 1, rules: [{ match: { connect: 'agent' }, action: { answer: { status: 401 } } }], says: /HTTP 401/ },
      { what: 'an upgrade answered with 503', step: 'socket', exitCode: 1, rules: [{ match: { connect: 'agent' }, action: { answer: { status: 503 } } }], says: /HTTP 503/ },
      { what: 'an upgrade that hangs', hangs: true, step: 'socket', exitCode: 1, rules: [{ match: { connect: 'agent' }, action: 'hang' }], says: /within 1000 ms/ },
      { what: 'an upgrade that is cut off', step: 'socket', exitCode: 1, rules: [{ match: { connect: 'agent' }, action: 'refuse' }], says: /ECONNRESET|lost/ },
      { what: 'a socket that is closed at once', step: 'clock', exitCode: 1, rules: [{ match: { connect: 'agent' }, action: { close: 4401 } }], says: /4401|closed/ },
      { what: 'a clock that is not answered', hangs: true, step: 'clock', exitCode: 1, rules: [{ match: { frame: 'toServer', type: 'GetClock' }, action: 'drop' }], says: /GetClock.*1000 ms/ },
      { what: 'a clock without a time', step: 'clock', exitCode: 1, rules: [{ match: { frame: 'toServer', type: 'GetClock' }, action: { answer: { code: 200, body: {} } } }], says: /without a time/ },
      { what: 'a socket that is half-open', hangs: true, step: 'clock', exitCode: 1, rules: [{ match: { open: 'agent' }, action: 'freeze' }], says: /GetClock/ },
      { what: 'a state that is refused', step: 'agent-state', exitCode: 2, rules: refused('SetAgentState'), says: /may not set its state \(code 403\)/ },
      { what: 'rings that are refused', step: 'permissions', exitCode: 2, rules: refused('SubscribeRoutingTasks'), says: /may not be offered conversations .*code 403/ },
      { what: 'conversations that are refused', step: 'permissions', exitCode: 2, rules: refused('SubscribeExConversations'), says: /may not see its own conversations/ },
      { what: 'a logout that fails', step: 'logout', exitCode: 1, rules: [{ match: { request: 'logout' }, action: { answer: { status: 500 } } }], says: /HTTP 500/ },
    ];

    for (const { what, step, exitCode, hangs, rules = [], env = {}, says } of faults) {
      it(`of ${what}: ${step}`, async () => {
        for (const rule of rules) platform.faults.add(rule);
        const found = await visit({ ...envOf(), ...env }, hangs ? IMPATIENCE : PATIENCE);
        expect(namesOf('failed', found), found.text).to.deep.equal([step]);
        expect(found.steps.find(({ outcome }) => outcome === 'failed')?.says).to.match(says);
        expect(found.exitCode).to.equal(exitCode);
        expect(found.steps).to.have.length(12);
        expectNoSecret(found.text, 'canary');
        const reached = found.steps.find((each) => each.step === 'login')?.outcome === 'ok';
        expect(namesOf('skipped', found).includes('logout'), 'the logout').to.equal(!reached);
      });
    }
  });

  describe('behind a proxy', () => {
    const answers = {
      'wants a password': {
        status: '407 Proxy Authentication Required',
        exitCode: 2,
        says: /HTTP 407.*a user and a password/,
      },
      'forbids the host': { status: '403 Forbidden', exitCode: 2, says: /HTTP 403.*NO_PROXY/ },
      'cannot get through': { status: '502 Bad Gateway', exitCode: 1, says: /HTTP 502/ },
    };
    for (const [what, { status, exitCode, says }] of Object.entries(answers)) {
      it(`that ${what}, names the proxy`, async () => {
        const answer = (socket: Socket): void => void socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
        await using proxy = await loopbackProxy({ to: 1, answer });
        const HTTPS_PROXY = `http://me:canary-password@${proxy.host}`;
        const found = await visit({ ...envOf(), LP_CSDS_URL: '', HTTPS_PROXY });
        expect(namesOf('failed', found)).to.deep.equal(['proxy']);
        expect(found.steps[1]?.says).to.match(says);
        expect(found.exitCode).to.equal(exitCode);
        expectNoSecret(found.text, 'canary');
        expect(proxy.seen[0]?.authority).to.equal('api.liveperson.net:443');
      });
    }

    it('that never answers, names the proxy', async () => {
      await using proxy = await loopbackProxy({ to: 1, answer: () => undefined });
      const found = await visit({ ...envOf(), LP_CSDS_URL: '', HTTPS_PROXY: `http://${proxy.host}` }, IMPATIENCE);
      expect(namesOf('failed', found)).to.deep.equal(['proxy']);
    });

    it('that opens TLS on the way, names TLS and the remedy', async () => {
      await using secure = await startSimulator({ host: 'localhost', tls: ownAuthority() });
      await using proxy = await loopbackProxy({ to: Number(new URL(secure.url).port) });
      const found = await visit({ ...envOf(), LP_CSDS_URL: '', HTTPS_PROXY: `http://${proxy.host}` });
      expect(namesOf('ok', found)).to.deep.equal(['configuration', 'proxy']);
      expect(namesOf('unneeded', found)).to.deep.equal(['network']);
      expect(namesOf('failed', found)).to.deep.equal(['tls']);
      expect(found.steps[3]?.says).to.match(/DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/);
    });
  });

  describe('over TLS', () => {
    let mute: Server;

    before(async () => {
      mute = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
      await once(mute, 'listening');
    });

    after(() => mute.close());

    const tlsOf = (found: Visit): string => {
      expect(namesOf('failed', found)).to.deep.equal(['tls']);
      expect(found.exitCode).to.equal(1);
      return found.steps[3]?.says ?? '';
    };

    it('names a certificate that vouches for itself', async () => {
      await using secure = await startSimulator({ host: 'localhost', tls: ownAuthority() });
      expect(tlsOf(await visit(envOf(secure)))).to.include('DEPTH_ZERO_SELF_SIGNED_CERT');
    });

    it('names a server that does not speak it', async () => {
      const plain = platform.url.replace('http:', 'https:');
      expect(tlsOf(await visit({ ...envOf(), LP_CSDS_URL: plain }))).to.include('does not speak TLS');
    });

    it('names a server that says nothing', async () => {
      const address = mute.address();
      const port = typeof address === 'object' ? address?.port : 0;
      expect(tlsOf(await visit({ ...envOf(), LP_CSDS_URL: `https://127.0.0.1:${port}` }, IMPATIENCE))).to.include(
        'ETIMEDOUT',
      );
    });
  });

  describe('what is odd', () => {
    it('is told and is no failure: a clock that is wrong', async () => {
      const currentTime = Date.now() + 600_000;
      const action = { answer: { code: 200, body: { currentTime } } };
      platform.faults.add({ match: { frame: 'toServer', type: 'GetClock' }, action });
      const found = await visit(envOf());
      expect([found.exitCode, namesOf('warned', found)]).to.deep.equal([0, ['clock']]);
      expect(found.text).to.match(/(?:599|600)\.\d s behind/);
    });

    it('is told and is no failure: a user without skills', async () => {
      await using other = await startSimulator({ bots: [{ skills: [] }] });
      const found = await visit(envOf(other));
      expect([found.exitCode, namesOf('warned', found)]).to.deep.equal([0, ['permissions']]);
      expect(found.text).to.include('it has no skill');
    });

    it('is not even told when the user may not read its own record', async () => {
      platform.faults.clear();
      platform.faults.add({ match: { request: /le-users/ }, action: { answer: { status: 403 } } });
      const found = await visit(envOf());
      expect([found.exitCode, namesOf('warned', found)]).to.deep.equal([0, []]);
      expect(found.text).to.include('its skills are not known here (REQUEST_REFUSED)');
    });
  });

  it('stops where it is interrupted, and still logs out', async () => {
    const host = new FakeProcess({ env: envOf() });
    const interrupt = (): boolean => {
      host.signal('SIGINT');
      return true;
    };
    platform.faults.add({ match: { connect: 'agent', where: interrupt }, action: 'hang' });
    await runCli(['doctor', '--json'], host);
    const found = JSON.parse(host.out) as Shown;
    expect(namesOf('failed', found)).to.deep.equal(['socket']);
    expect(found.steps.at(-1)).to.include({ step: 'logout', outcome: 'ok' });
    expect([host.exitCode, host.listening]).to.deep.equal([1, 0]);
  });

  it('refuses a file of variables that is not there, and a time-out that is none', async () => {
    const host = new FakeProcess();
    await runCli(['doctor', '--env-file', 'none/.env'], host);
    expect(host.err).to.match(/none.\.env cannot be read/);
    expect(host.exitCode).to.equal(2);
    const other = new FakeProcess();
    await runCli(['doctor', '--timeout', 'soon'], other);
    expect(other.err).to.include('whole number of milliseconds');
    expect(other.exitCode).to.equal(2);
  });
});
