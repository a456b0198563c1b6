import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { expect } from 'chai';
import { type PartialSessionOptions, sessionDefaults } from 'holdfast';
import { Authority } from '../support/authority.js';
import { NameServer } from '../support/name-server.js';
import { inPrivateNetwork } from '../support/private-process.js';
import { runScenario, type Scenarios } from '../support/run-scenario.js';
import { expectService, Scene } from '../support/scene.js';
import { TlsDoor } from '../support/tls-door.js';
import { passing, until } from '../support/until.js';

const HOST = 'platform.faults.test';

const rules = (verb: '-A' | '-D', chain: string, match: readonly string[], target = 'DROP'): void =>
  inPrivateNetwork('iptables', verb, chain, '-p', 'tcp', ...match, '-j', target);
const portOf = (authority: string): string => authority.split(':')[1] ?? '';

/** A scene behind a host name, which a name server of its own resolves, and behind TLS on the port 443. */
async function named(
  names: NameServer,
  session: PartialSessionOptions = {},
): Promise<Scene & { readonly doors: readonly TlsDoor[] }> {
  using authority = new Authority();
  const certificate = authority.issue({ names: `DNS:${HOST}` });
  const doors = await Promise.all(
    ['127.0.0.1', '127.0.0.2'].map((host) => TlsDoor.open({ ...certificate, host, port: 443 })),
  );
  names.answer = ['127.0.0.1'];
  const scene = await Scene.set({
    session,
    way: (simulator) => {
      for (const door of doors) door.target = simulator.port;
      for (const service of ['*', 'facadeMsg']) simulator.advertise(HOST, { service });
      return { csds: `https://${HOST}`, trustedDomains: ['faults.test'], ca: authority.pem };
    },
  });
  for (const door of doors) scene.onEnd(() => door[Symbol.asyncDispose]());
  return Object.assign(scene, { doors });
}

/** The longest of the reads from disk that follow each other until then. Lookups of names take threads from them. */
async function longestRead(until: Promise<unknown>): Promise<number> {
  let over = false;
  void until.then(() => (over = true));
  let longest = 0;
  while (!over) {
    const begun = performance.now();
    await readFile(new URL(import.meta.url));
    longest = Math.max(longest, performance.now() - begun);
    await passing(20);
  }
  return longest;
}

async function expectSilence(scene: Scene, chains: readonly (readonly [string, string])[]): Promise<void> {
  const consumer = await scene.consumer();
  const port = portOf(scene.relay.authority);
  for (const [chain, side] of chains) rules('-A', chain, [side, port]);
  await consumer.says('missed');
  const begun = performance.now();
  const { reason } = await scene.next('interrupted');
  expect(reason).to.equal('silent');
  expect(performance.now() - begun).to.be.below(1_200);
  for (const [chain, side] of chains) rules('-D', chain, [side, port]);
  await consumer.hears('You said: missed', { within: 9_000 });
  expect(scene.bot.handled).to.deep.equal(['hello', 'missed']);
  await expectService(scene);
}

const scenarios: Scenarios = {
  async N02() {
    await using scene = await Scene.live();
    const match = ['--dport', portOf(scene.relay.authority), '--syn'];
    rules('-A', 'INPUT', match);
    scene.relay.reset();
    const { retryIn } = await scene.next('interrupted');
    const begun = performance.now();
    const { reason } = await scene.next('interrupted');
    expect(reason).to.equal('timeout');
    expect(performance.now() - begun - retryIn).to.be.within(950, 1_400);
    rules('-D', 'INPUT', match);
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    await expectService(scene);
  },

  async N03() {
    await using scene = await Scene.live();
    await expectSilence(scene, [
      ['INPUT', '--dport'],
      ['INPUT', '--sport'],
    ]);
  },

  async N04() {
    await using scene = await Scene.live();
    await expectSilence(scene, [['INPUT', '--sport']]);
  },

  async N08() {
    await using scene = await Scene.live();
    await scene.consumer();
    inPrivateNetwork('ip', 'link', 'set', 'lo', 'down');
    const begun = performance.now();
    const { reason } = await scene.next('interrupted');
    expect(reason).to.equal('silent');
    expect(performance.now() - begun).to.be.below(1_200);
    await passing(6_000);
    inPrivateNetwork('ip', 'link', 'set', 'lo', 'up');
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    expect(scene.logins).to.equal(1);
    await expectService(scene);
  },

  async N09() {
    await using scene = await Scene.live({ session: sessionDefaults });
    const consumer = await scene.consumer();
    const loss = ['-m', 'statistic', '--mode', 'random', '--probability', '0.2'];
    rules('-A', 'INPUT', ['--sport', portOf(scene.relay.authority), ...loss]);
    const texts: string[] = [];
    const answered: Promise<number>[] = [];
    for (const end = performance.now() + 120_000; performance.now() < end; await passing(1_000)) {
      const text = `message ${texts.length}`;
      const said = performance.now();
      texts.push(text);
      await consumer.says(text);
      answered.push(consumer.hears(`You said: ${text}`, { within: 40_000 }).then(() => performance.now() - said));
    }
    const latencies = (await Promise.all(answered)).sort((a, b) => a - b);
    expect(scene.bot.handled).to.deep.equal(['hello', ...texts]);
    expect(scene.all('interrupted').length, 'reconnects').to.be.at.most(3);
    rules('-D', 'INPUT', ['--sport', portOf(scene.relay.authority), ...loss]);
    await expectService(scene);
    const p99 = latencies[Math.ceil(latencies.length * 0.99) - 1] ?? 0;
    process.stdout.write(`N09: 99 % of ${latencies.length} answers within ${Math.round(p99)} ms\n`);
  },

  async N16() {
    await using names = await NameServer.open();
    await using scene = await named(names);
    await scene.start();
    for (const answer of ['NXDOMAIN', 'SERVFAIL', 'silence'] as const) {
      const before = scene.all('interrupted').length;
      const live = scene.all('recovered').length;
      const asked = names.asked;
      names.answer = answer;
      scene.simulator.faults.cut();
      const { retryIn } = await scene.next('interrupted');
      const begun = performance.now();
      const slowest = await longestRead(scene.next('interrupted'));
      expect(slowest, 'work of the disk beside the lookup').to.be.below(1_000);
      expect(performance.now() - begun - retryIn, answer).to.be.below(2_200);
      expect(names.asked, answer).to.be.above(asked);
      names.answer = ['127.0.0.1'];
      await until(`the bot is live after ${answer}`, () => scene.all('recovered').length > live, 12_000);
      const reasons = scene.all('interrupted').slice(before + 1);
      for (const { reason } of reasons) expect(reason).to.be.oneOf(['ENOTFOUND', 'EAI_AGAIN', 'timeout']);
    }
    expect(scene.logins).to.equal(1);
    await expectService(scene);
  },

  async N17() {
    await using names = await NameServer.open();
    await using scene = await named(names);
    await scene.start();
    const [first, second] = scene.doors;
    expect([first?.heard === 0, second?.heard === 0]).to.deep.equal([false, true]);
    names.answer = ['127.0.0.2'];
    scene.simulator.faults.cut();
    await until('the bot is live again', () => scene.all('recovered').length > 0);
    expect(second?.heard).to.be.above(0);
    await expectService(scene);
  },

  async N18() {
    await using names = await NameServer.open();
    await using scene = await named(names, { timeouts: sessionDefaults.timeouts });
    // The resolver asks for IPv4 addresses only where there is one beside loopback.
    inPrivateNetwork('ip', 'addr', 'add', '10.77.0.1/24', 'dev', 'lo');
    inPrivateNetwork('ip', '-6', 'addr', 'add', 'fd00::1/128', 'dev', 'lo');
    inPrivateNetwork('ip6tables', '-A', 'INPUT', '-d', 'fd00::1', '-j', 'DROP');
    names.answer = ['fd00::1', '127.0.0.1'];
    const begun = performance.now();
    await scene.start();
    expect(performance.now() - begun).to.be.below(2_000);
    expect(scene.all('interrupted')).to.deep.equal([]);
  },

  async N20() {
    await using scene = await Scene.live();
    await scene.consumer();
    const taken: number[] = [];
    const take = (): void => {
      try {
        for (;;) taken.push(openSync('/dev/null', 'r'));
      } catch {
        // There is none left, as wished.
      }
    };
    const taking = setInterval(take, 1);
    scene.relay.reset();
    await until('descriptors are missed', () => scene.all('interrupted').length >= 3, 9_000);
    const missed = scene.all('interrupted').filter(({ reason }) => reason === 'EMFILE');
    expect(missed.length).to.be.above(0);
    expect(scene.all('interrupted').length, 'no busy loop').to.be.below(6);
    clearInterval(taking);
    for (const descriptor of taken) closeSync(descriptor);
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    await expectService(scene);
  },

  async N21() {
    await using scene = await Scene.live();
    const port = Number(portOf(scene.relay.authority));
    inPrivateNetwork('sysctl', '-qw', 'net.ipv4.ip_local_port_range=40000 40001');
    const taken = [40_000, 40_001].map(() => createConnection(port, '127.0.0.1').on('error', () => {}));
    await passing(200);
    scene.simulator.faults.cut();
    await until(
      'ports are missed',
      () => scene.all('interrupted').some(({ reason }) => reason === 'EADDRNOTAVAIL'),
      9_000,
    );
    expect(scene.all('interrupted').length).to.be.below(6);
    inPrivateNetwork('sysctl', '-qw', 'net.ipv4.ip_local_port_range=40000 50000');
    for (const socket of taken) socket.destroy();
    await until('the bot is live again', () => scene.all('recovered').length > 0, 12_000);
    await expectService(scene);
  },
};

await runScenario(scenarios);
