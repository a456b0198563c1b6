import { once } from 'node:events';
import { createConnection } from 'node:net';
import { startToxicProxy, type ToxicProxyOptions } from '@holdfast/simulator';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { EchoBot } from './support/echo-bot.js';
import { runPrivately, whyNotPrivate } from './support/private-process.js';
import { expectService, Scene, type SceneOptions } from './support/scene.js';
import { tenth } from './support/tenth.js';
import { passing, until } from './support/until.js';
import { domains, unreachable, VirtualPlatform } from './support/virtual-platform.js';
import { VirtualTime } from './support/virtual-time.js';

type ToxicProxy = Awaited<ReturnType<typeof startToxicProxy>>;

/** A scene whose messaging sockets pass through a toxic proxy. */
async function poisoned(options: SceneOptions = {}): Promise<Scene & { readonly proxy: ToxicProxy }> {
  const scene = await Scene.set(options);
  const target: ToxicProxyOptions['target'] = { port: Number(scene.relay.authority.split(':')[1]) };
  const proxy = await startToxicProxy({ target, seed: 1 });
  scene.simulator.advertise(proxy.host, { service: 'facadeMsg' });
  scene.onEnd(() => proxy.close());
  return Object.assign(scene, { proxy });
}

const texts = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1} ${'x'.repeat(length)}`);

/** What the brand has said in the first conversation, as the platform has recorded it. */
const saidIn = ({ simulator }: Scene): readonly unknown[] =>
  (simulator.conversations[0]?.dialogs ?? [])
    .flatMap(({ events }) => events)
    .filter(({ role, event }) => role !== 'CONSUMER' && event['type'] === 'ContentEvent')
    .map(({ event }) => event['message']);

describe('Faults of the network', function () {
  this.timeout(25_000);

  it('N01 waits out a closed port in its windows, and is live soon after it opens', async () => {
    await using scene = await Scene.live();
    scene.relay.shut();
    scene.relay.reset();
    await passing(2_000);
    await scene.relay.open();
    await until('the bot is live again', () => scene.all('recovered').length > 0, 6_000);
    const [first, ...refused] = scene.all('interrupted');
    expect(first?.reason).to.equal('ECONNRESET');
    expect(refused).to.have.length.within(2, 6);
    expect(new Set(refused.map(({ reason }) => reason))).to.deep.equal(new Set(['ECONNREFUSED']));
    scene.all('interrupted').forEach(({ retryIn, attempt }) => {
      const [from, to] = tenth.reconnect.windows[attempt - 1] ?? [];
      expect(retryIn).to.be.within(from ?? Infinity, to ?? Infinity);
    });
    expect(scene.logins).to.equal(1);
    await expectService(scene);
  });

  it('N03 a half-open socket is noticed within ten seconds and replaced', async () => {
    const liveness = { idle: 4_000, pong: 3_000, probe: 3_000 };
    await using scene = await Scene.live({ session: { liveness, keepAlive: { every: 30_000 } } });
    await scene.consumer();
    await passing(100);
    scene.relay.silence();
    const begun = performance.now();
    const interrupted = await scene.next('interrupted');
    expect(interrupted.reason).to.equal('silent');
    expect(performance.now() - begun).to.be.within(9_000, 10_500);
    expect(scene.bot.health()).to.include({ live: false, ready: false });
    await until('the old socket is gone', () => scene.relay.live === 0, 1_000);
    scene.relay.unsilence();
    await until('the bot is live again', () => scene.all('recovered').length > 0);
    expect(scene.all('interrupted').filter(({ reason }) => reason === 'silent')).to.have.length(1);
    await expectService(scene);
  });

  it('N04 a socket that sends and hears nothing is noticed, and what was missed is handled once', async () => {
    await using scene = await poisoned();
    await scene.start();
    const consumer = await scene.consumer();
    scene.proxy.down = { timeout: 0 };
    await consumer.says('missed');
    await until('the silence is noticed', () => scene.all('interrupted').length > 0, 1_500);
    scene.proxy.heal();
    await consumer.hears('You said: missed');
    expect(scene.all('interrupted')[0]?.reason).to.equal('silent');
    expect(scene.bot.handled).to.deep.equal(['hello', 'missed']);
    await expectService(scene);
  });

  it('N06 a frame that a reset cuts in two is discarded, and its message read back', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    scene.relay.hold();
    await consumer.says('cut in two');
    await passing(50);
    scene.relay.release((held) => held.subarray(0, 50));
    scene.relay.reset();
    await consumer.hears('You said: cut in two');
    expect(scene.bot.handled).to.deep.equal(['hello', 'cut in two']);
    expect(scene.all('interrupted')).to.have.length(1);
    expect(scene.sockets).to.equal(2);
  });

  it('N07 an end without a close frame costs one reconnect, and nothing is missed', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    scene.relay.hold();
    await consumer.says('on the way');
    scene.relay.end();
    scene.relay.release();
    await consumer.hears('You said: on the way');
    expect(scene.bot.handled).to.deep.equal(['hello', 'on the way']);
    expect(scene.all('interrupted').map(({ code }) => code)).to.deep.equal([1006]);
    expect(scene.sockets).to.equal(2);
  });

  it('N10 a slow and unsteady network is no false alarm', async () => {
    await using scene = await poisoned();
    scene.proxy.up = { latency: 50, jitter: 20 };
    scene.proxy.down = { latency: 50, jitter: 20 };
    await scene.start();
    const consumer = await scene.consumer();
    await passing(3_000);
    await consumer.says('still there?');
    await consumer.hears('You said: still there?');
    expect(scene.all('interrupted')).to.deep.equal([]);
    expect(scene.bot.health().oddities).not.to.have.any.keys('clock-failed', 'late-answer');
  });

  it('N11 bytes that trickle in count as life, however long the answer to a ping is behind them', async () => {
    await using scene = await poisoned({ session: { timeouts: { stage: 1_000, response: 10_000, close: 200 } } });
    await scene.start();
    const consumer = await scene.consumer();
    scene.proxy.down = { bandwidth: 24_000 };
    const flood = texts(20, 1_000);
    for (const text of flood) await consumer.says(text);
    await until('all are handled', () => scene.bot.handled.length === 1 + flood.length, 20_000);
    expect(scene.all('interrupted')).to.deep.equal([]);
    expect(scene.bot.handled).to.deep.equal(['hello', ...flood]);
  });

  it('N12 frames that come byte by byte are put together', async () => {
    await using scene = await poisoned();
    scene.proxy.up = { slicer: { size: 1 } };
    scene.proxy.down = { slicer: { size: 1 } };
    await scene.start();
    await expectService(scene);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });

  it('N15 comes to the end of a long dialog over a link that is cut after every 10 kB', async () => {
    const reconnect = { windows: [[0, 20]], settle: 60_000 } as const;
    const login = { ...tenth.login, minInterval: 20 };
    await using scene = await poisoned({ session: { reconnect, login }, bot: { loop: { replies: Infinity } } });
    const consumer = scene.simulator.consumer();
    scene.onEnd(() => consumer.leave());
    const waiting = texts(120, 1);
    for (const text of waiting) await consumer.says(text);
    const readFrom: number[] = [];
    const noted = (body: unknown): boolean => {
      const { newerThanSequence } = (body as { readonly body: { readonly newerThanSequence: number } }).body;
      readFrom.push(newerThanSequence);
      return false;
    };
    const match = { frame: 'toServer', type: 'QueryMessages', where: noted } as const;
    scene.simulator.faults.add({ match, action: 'drop', times: Infinity });
    scene.proxy.down = { limitData: 10_000 };
    await scene.start();
    await until('all are answered', () => saidIn(scene).length >= waiting.length, 35_000);
    const anew = readFrom.filter((from) => from <= 0);
    scene.proxy.heal();
    await expectService(scene);
    expect(scene.bot.handled.slice(0, waiting.length)).to.deep.equal(waiting);
    expect(saidIn(scene)).to.deep.equal(waiting.map((text) => `You said: ${text}`));
    expect(scene.all('interrupted').length, 'cuts').to.be.above(20);
    expect(anew.length, 'readings from the beginning, until its first page has come through').to.be.below(10);
    expect(readFrom.length).to.be.above(50);
    expect(scene.logins, 'a login for three brief sockets in a row').to.be.at.most(2);
  }).timeout(45_000);

  it('N19 a NAT that forgets idle connections does not forget one with a clock request now and then', async () => {
    const liveness = { idle: 60_000, pong: 3_000, probe: 3_000 };
    await using scene = await Scene.set({ session: { liveness, keepAlive: { every: 300 } } });
    scene.relay.forgetIdle(600);
    await scene.start();
    const idle = createConnection(Number(scene.relay.authority.split(':')[1]), '127.0.0.1');
    await once(idle, 'connect');
    await passing(3_000);
    expect(scene.relay.forgotten, 'the idle connection beside it').to.equal(1);
    expect(scene.all('interrupted')).to.deep.equal([]);
    await expectService(scene);
    idle.destroy();
  });
});

describe('Faults of a network of its own', function () {
  this.timeout(45_000);

  before(function () {
    const reason = whyNotPrivate();
    if (reason === undefined) return;
    process.stderr.write(`\nSKIPPED: the faults of a network of its own. ${reason}\n\n`);
    this.skip();
  });

  const scenarios: readonly (readonly [string, string])[] = [
    ['N02', 'gives a black hole up within the stage time, and not within that of the kernel'],
    ['N03', 'notices a cable that was cut in both directions'],
    ['N04', 'notices a cable that was cut in one direction'],
    ['N08', 'is live again soon after a link that was down is up'],
    ['N16', 'takes every failure of the name service for one that passes, within the stage time'],
    ['N17', 'follows its host to another address'],
    ['N18', 'reaches a host whose IPv6 address is a black hole'],
    ['N21', 'waits when there is no port left, and recovers'],
  ];
  for (const [id, sentence] of scenarios) {
    it(`${id} ${sentence}`, async () => {
      await runPrivately('network', id);
    });
  }

  it('N20 waits when there is no file descriptor left, and recovers', async () => {
    await runPrivately('network', 'N20', { descriptors: 256 });
  });
});

describe('Faults of the network, in virtual time', function () {
  this.timeout(20_000);

  it('N14 a platform that flaps for five minutes sees few dials and at most one login more', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    const bot = new EchoBot(platform.way(1));
    const started = bot.start();
    await time.pass(1_000);
    await started;
    for (let turn = 0; turn < 30; turn += 1) {
      platform.manners.dial = () => unreachable;
      platform.cut();
      await time.pass(5_000);
      platform.manners.dial = () => undefined;
      await time.pass(5_000);
    }
    expect(platform.dials.length).to.be.within(5, 20);
    expect(platform.logins.length).to.be.at.most(2);
    await time.pass(180_000);
    expect(bot.state.phase).to.equal('live');
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
  });
});
