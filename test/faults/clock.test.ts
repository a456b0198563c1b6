import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { BotProcess } from './support/bot-process.js';
import { EchoBot } from './support/echo-bot.js';
import { runPrivately, whyNotPrivate } from './support/private-process.js';
import { passing, until } from './support/until.js';
import { domains, VirtualPlatform } from './support/virtual-platform.js';
import { VirtualTime } from './support/virtual-time.js';

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

const agentRecords = (simulator: Simulator, kind: 'opened' | 'closed') =>
  simulator.log.filter((record) => record.kind === kind && record.role === 'agent');
const logins = (simulator: Simulator): number => simulator.log.filter(({ kind }) => kind === 'login').length;

describe('Faults of the clock', function () {
  this.timeout(45_000);

  before(function () {
    const reason = whyNotPrivate() ?? (existsSync(FAKETIME) ? undefined : 'libfaketime is not installed.');
    if (reason === undefined) return;
    process.stderr.write(`\nSKIPPED: jumps of the wall clock. ${reason}\n\n`);
    this.skip();
  });

  const scenarios = [
    ['C01', 'does nothing when the wall clock jumps by an hour, to 1970 and to 2100'],
    ['A09', 'does not take a bearer for old by a wall clock that is wrong'],
    ['T04', 'says that the clock may be wrong when a certificate is not valid yet, and comes through when it is right'],
  ] as const;
  it('C03 probes once after ten minutes of sleep, reconnects once, and reads back what it missed', async () => {
    await using simulator = await startSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-faults-'));
    const file = join(folder, 'time');
    writeFileSync(file, '+0\n');
    try {
      // The monotonic clock jumps too: that is what a sleep is, for a process.
      const clock = { LD_PRELOAD: FAKETIME, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' };
      await using bot = new BotProcess(simulator, clock);
      await bot.wrote('is live');
      const consumer = simulator.consumer();
      await consumer.says('hello');
      await consumer.hears('You said: hello');
      // The reply and its receipt: the handler has ended, and is not taken for what held the process.
      await until('the message is marked as read', () => simulator.frames.get('in .ams.ms.PublishEvent') === 2);
      bot.signal('SIGSTOP');
      expect(simulator.faults.freeze()).to.equal(1);
      writeFileSync(file, '+600\n');
      await consumer.says('asleep?');
      const before = simulator.log.filter(({ kind }) => kind === 'request').length;
      bot.signal('SIGCONT');
      await consumer.hears('You said: asleep?', { within: 15_000 });
      await passing(3_000);
      expect(bot.output.split('"event":"interrupted"')).to.have.length(2);
      expect(bot.output).to.include('"reason":"silent"');
      expect(agentRecords(simulator, 'opened')).to.have.length(2);
      expect(logins(simulator)).to.equal(1);
      const after = simulator.log.filter(({ kind }) => kind === 'request').length;
      expect(after - before, 'calls, for timers that were due many times').to.be.at.most(3);
      expect(bot.output).to.match(/"event":"blocked","duration":(59\d|60\d)\d{3},"handlers":\[\]/);
      await consumer.leave();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [id, sentence] of scenarios) {
    it(`${id} ${sentence}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-faults-'));
      try {
        const file = join(folder, 'time');
        writeFileSync(file, '+0\n');
        await runPrivately('clock', id, {
          environment: {
            LD_PRELOAD: FAKETIME,
            FAKETIME_TIMESTAMP_FILE: file,
            FAKETIME_NO_CACHE: '1',
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
            DONT_FAKE_MONOTONIC: '1',
          },
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

describe('Faults of the process', function () {
  this.timeout(30_000);

  it('C03 notices nothing of a pause of four seconds', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    bot.signal('SIGSTOP');
    await passing(4_000);
    bot.signal('SIGCONT');
    const consumer = simulator.consumer();
    await consumer.says('awake?');
    await consumer.hears('You said: awake?');
    await consumer.leave();
    expect(agentRecords(simulator, 'opened')).to.have.length(1);
    expect(logins(simulator)).to.equal(1);
  });

  it('C03 reconnects once after a pause in which its socket was cut, and reads back what it missed', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    const consumer = simulator.consumer();
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    bot.signal('SIGSTOP');
    simulator.cutSockets();
    await consumer.says('asleep?');
    await passing(2_000);
    bot.signal('SIGCONT');
    await consumer.hears('You said: asleep?', { within: 15_000 });
    await consumer.leave();
    expect(agentRecords(simulator, 'opened')).to.have.length(2);
    expect(logins(simulator)).to.equal(1);
  });

  it('C04 a handler that blocks the loop for longer than a dead link may live costs one reconnect at most', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator, { FAULTS_TENTH: '1' });
    await bot.wrote('is live');
    const consumer = simulator.consumer();
    await consumer.says('block');
    await consumer.hears('Here I am again.', { within: 15_000 });
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    await consumer.leave();
    expect(agentRecords(simulator, 'opened').length).to.be.at.most(2);
    expect(logins(simulator)).to.equal(1);
  });

  for (const request of ['login', 'refresh'] as const) {
    it(`C07 starts clean after kill -9 in the middle of a ${request}`, async () => {
      await using simulator = await startSimulator();
      const rule = simulator.faults.add({ match: { request }, action: 'hang' });
      await using killed = new BotProcess(simulator, { FAULTS_TENTH: '1', FAULTS_REFRESH: '200' });
      await rule.firedOnce();
      killed.signal('SIGKILL');
      await killed.ended;
      await using bot = new BotProcess(simulator);
      await bot.wrote('is live');
      const consumer = simulator.consumer();
      await consumer.says('hello');
      await consumer.hears('You said: hello');
      await consumer.leave();
    });
  }

  it('C07 starts clean after kill -9 in the middle of reading history back', async () => {
    await using simulator = await startSimulator();
    const consumer = simulator.consumer();
    await consumer.says('hello');
    const rule = simulator.faults.add({ match: { frame: 'toServer', type: 'QueryMessages' }, action: 'drop' });
    await using killed = new BotProcess(simulator);
    await rule.firedOnce();
    killed.signal('SIGKILL');
    await killed.ended;
    await using bot = new BotProcess(simulator);
    await consumer.hears('You said: hello', { within: 9_000 });
    await consumer.leave();
    await bot.wrote('is live');
    expect(consumer.transcript.filter(({ text }) => text === 'You said: hello')).to.have.length(1);
  });

  it('C08 leaves at once and in good order when it is idle', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end).to.include({ code: 0 });
    expect(end.took).to.be.below(1_000);
    expect(agentRecords(simulator, 'closed')).to.have.length(1).and.to.have.nested.property('[0].code', 1000);
  });

  it('C08 finishes ten running handlers, and leaves', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    const consumers = Array.from({ length: 10 }, () => simulator.consumer());
    await Promise.all(consumers.map((consumer) => consumer.says('slow')));
    await until('ten handlers run', () => bot.output.split('is slow\n').length === 11);
    bot.signal('SIGTERM');
    expect((await bot.ended).code).to.equal(0);
    for (const consumer of consumers) await consumer.hears('That took a while.', { within: 1_000 });
    await Promise.all(consumers.map((consumer) => consumer.leave()));
  });

  it('C09 leaves at once while it waits to reconnect', async () => {
    await using simulator = await startSimulator();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    simulator.faults.refuseConnects();
    simulator.cutSockets();
    await until('it has waited twice', () => bot.output.split('is interrupted\n').length > 2, 9_000);
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end.took).to.be.below(1_000);
    expect(end.code).to.equal(0);
  });

  it('C10 leaves without a handler that hangs, says so by its exit code, and handles its message again', async () => {
    await using simulator = await startSimulator();
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator, { FAULTS_DRAIN: '800' });
    await bot.wrote('is live');
    await consumer.says('hang');
    await bot.wrote('hangs');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end.code).to.be.above(0);
    expect(end.took).to.be.within(750, 2_500);
    await using again = new BotProcess(simulator);
    await again.wrote('hangs');
    again.signal('SIGTERM');
    await passing(200);
    again.signal('SIGTERM');
    const second = await again.ended;
    expect(second.code).to.not.equal(0);
    expect(second.took).to.be.below(1_000);
    await consumer.leave();
  });

  it('A12 leaves at once in the middle of a login', async () => {
    await using simulator = await startSimulator();
    const rule = simulator.faults.add({ match: { request: 'login' }, action: 'hang' });
    await using bot = new BotProcess(simulator);
    await rule.firedOnce();
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end.took).to.be.below(1_000);
    expect(logins(simulator)).to.equal(0);
  });
});

describe('Faults of the clock, in virtual time', () => {
  it('C01 dials, logs in and refreshes as ever while somebody plays with the wall clock', async () => {
    const platform = new VirtualPlatform(await domains());
    using time = new VirtualTime();
    platform.sessionTtl = 3_600_000;
    const bot = new EchoBot(platform.way(1), { random: () => 0.5 });
    const started = bot.start();
    await time.pass(1_000);
    await started;
    for (const date of ['2026-01-01', '1970-01-02', '2100-01-01', '2026-01-02']) {
      time.setWallClock(new Date(date));
      await time.pass(300_000);
    }
    expect([platform.logins.length, platform.dials.length, platform.refreshes.length]).to.deep.equal([1, 1, 4]);
    expect(bot.health().live).to.equal(true);
    const stopped = bot.stop();
    await time.pass(1_000);
    await stopped;
  });
});
