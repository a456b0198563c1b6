import { execFile } from 'node:child_process';
import { type LivePersonOptions, liveperson } from 'holdfast';
import { startToxicProxy } from '@holdfast/simulator';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Authority, type Certificate } from './support/authority.js';
import { Relay } from './support/relay.js';
import { expectService, Scene } from './support/scene.js';
import { type DoorOptions, TlsDoor } from './support/tls-door.js';
import { passing, until } from './support/until.js';

const LONG = 60_000;

describe('Faults of TLS', function () {
  this.timeout(20_000);

  let authority: Authority;
  let good: Certificate;
  let untrusted: readonly (readonly [string, DoorOptions, string])[];
  before(() => {
    authority = new Authority();
    good = authority.issue();
    using stranger = new Authority();
    untrusted = [
      ['T01', stranger.issue(), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      ['T02', authority.issue({ names: 'DNS:somebody.example' }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
      ['T03', authority.issue({ days: -1 }), 'CERT_HAS_EXPIRED'],
      ['T07', { ...good, maxVersion: 'TLSv1.1' }, 'EPROTO'],
    ];
  });
  after(() => authority[Symbol.dispose]());

  /** A way through doors: one for REST, another for the messaging socket. */
  const through = (rest: TlsDoor, socket: TlsDoor = rest) => ({
    way: (simulator: Scene['simulator']): Partial<LivePersonOptions> => {
      rest.target = socket.target = simulator.port;
      simulator.advertise(rest.authority);
      simulator.advertise(socket.authority, { service: 'facadeMsg' });
      return { csds: `https://${rest.authority}`, ca: authority.pem };
    },
  });

  for (const [index, what] of [
    'an authority that it does not know',
    'a certificate for another host',
    'a certificate that has expired',
    'a version of TLS that is too old',
  ].entries()) {
    const id = ['T01', 'T02', 'T03', 'T07'][index] ?? '';

    it(`${id} sends no secret to a domain service with ${what}, says so, and tries again after a minute`, async () => {
      const [, options = good, code = ''] = untrusted[index] ?? [];
      await using door = await TlsDoor.open(options);
      await using scene = await Scene.set(through(door));
      const started = scene.start().catch(() => undefined);
      const { reason, retryIn, error } = await scene.next('interrupted');
      expect(reason).to.equal('PLATFORM_UNAVAILABLE');
      expect(retryIn).to.be.at.least(LONG);
      expect(error.message)
        .to.include('localhost')
        .and.to.match(new RegExp(`${code}|ERR_SSL`));
      expect(scene.diary.alarms).to.have.length(1);
      expect([door.accepted, door.heard]).to.deep.equal([1, 0]);
      await scene.bot.stop();
      await started;
    });

    it(`${id} sends no bearer to a messaging service with ${what}, says so, and tries again after a minute`, async () => {
      const [, options = good, code = ''] = untrusted[index] ?? [];
      await using rest = await TlsDoor.open(good);
      await using door = await TlsDoor.open(options);
      await using scene = await Scene.set(through(rest, door));
      const started = scene.start().catch(() => undefined);
      const { reason, retryIn, error } = await scene.next('interrupted');
      expect(reason).to.match(new RegExp(`${code}|ERR_SSL`));
      expect(retryIn).to.be.at.least(LONG);
      expect(error.message).to.include('localhost').and.to.include(reason);
      expect(scene.diary.alarms).to.have.length(1);
      expect([door.accepted, door.heard]).to.deep.equal([1, 0]);
      await scene.bot.stop();
      await started;
    });
  }

  it('T05 gives up a handshake that is never answered within the stage time', async () => {
    await using scene = await Scene.set({ way: () => ({}) });
    await using mute = await Relay.to(scene.simulator.port);
    mute.meet(
      () => {},
      () => {},
    );
    const csds = `https://${mute.authority}`;
    const { authenticator } = liveperson({ accountId: '1', csds, credentials: scene.simulator.bots[0].credentials });
    const begun = performance.now();
    const outcome = await authenticator
      .discover({ signal: new AbortController().signal, timeout: 1_000, retryDelays: [] })
      .catch((error: unknown) => error);
    expect(outcome).to.include({ code: 'PLATFORM_UNAVAILABLE' });
    expect(performance.now() - begun).to.be.within(950, 1_500);
    expect(mute.accepted).to.equal(1);
  });

  it('T05 gives up an unanswered handshake of the messaging socket too, and comes back', async () => {
    await using door = await TlsDoor.open(good);
    await using mute = await Relay.to(door.port);
    await using scene = await Scene.set({
      way: (simulator) => {
        const options = through(door).way(simulator);
        simulator.advertise(mute.authority, { service: 'facadeMsg' });
        return options;
      },
    });
    await scene.start();
    mute.meet(() => {});
    scene.simulator.cutSockets();
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['closed', 'timeout']);
    expect(scene.logins).to.equal(1);
  });

  it('T06 takes a reset in the handshake for a failure that passes soon', async () => {
    await using door = await TlsDoor.open(good);
    await using front = await Relay.to(door.port);
    await using scene = await Scene.set({
      way: (simulator) => {
        const options = through(door).way(simulator);
        simulator.advertise(front.authority, { service: 'facadeMsg' });
        return options;
      },
    });
    await scene.start();
    front.refuseNext();
    scene.simulator.cutSockets();
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    expect(scene.all('interrupted').map(({ reason }) => reason)).to.deep.equal(['closed', 'ECONNRESET']);
    expect(scene.logins).to.equal(1);
    await expectService(scene);
  });

  it('T08 notices a corrupted record, drops the socket, and loses nothing', async () => {
    await using door = await TlsDoor.open(good);
    await using proxy = await startToxicProxy({ target: { port: door.port }, seed: 1 });
    await using scene = await Scene.set({
      way: (simulator) => {
        const options = through(door).way(simulator);
        simulator.advertise(proxy.host, { service: 'facadeMsg' });
        return options;
      },
    });
    await scene.start();
    const consumer = await scene.consumer();
    proxy.down = { corrupt: 1 };
    await consumer.says('bent');
    await until('the corruption is noticed', () => scene.all('interrupted').length > 0);
    proxy.heal();
    await consumer.hears('You said: bent', { within: 9_000 });
    expect(scene.bot.handled).to.deep.equal(['hello', 'bent']);
    expect(scene.all('interrupted')[0]?.reason).to.match(/^(ERR_SSL|EPROTO|ECONNRESET)/);
    await passing(50);
  });

  it('T09 refuses to start when an environment variable turns the verification off', async () => {
    const program = `
      import { liveperson } from 'holdfast';
      try {
        liveperson({ accountId: '12345678', credentials: { username: 'bot', password: 'none' } });
      } catch (error) {
        console.log(error.code, error.message);
      }`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      cwd: new URL('.', import.meta.url),
      timeout: 9_000,
    });
    expect(stdout).to.include('CONFIGURATION').and.to.include('NODE_TLS_REJECT_UNAUTHORIZED');
  });
});
