import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { BotProcess } from './support/bot-process.js';
import { passing } from './support/until.js';

const GROUPS = '/sys/fs/cgroup/memory';
const LIMIT = 100 * 2 ** 20;

/** A limit on the memory of processes, by which the kernel kills. */
class MemoryGroup implements Disposable {
  readonly #folder = join(GROUPS, `holdfast-${randomUUID()}`);

  /** What keeps this machine from having one. */
  static get missing(): string | undefined {
    if (process.getuid?.() !== 0) return 'It needs root.';
    return existsSync(join(GROUPS, 'memory.limit_in_bytes')) ? undefined : 'It needs control groups of version 1.';
  }

  constructor(pid: number) {
    mkdirSync(this.#folder);
    writeFileSync(join(this.#folder, 'memory.limit_in_bytes'), String(LIMIT));
    writeFileSync(join(this.#folder, 'cgroup.procs'), String(pid));
  }

  /** Whether more was asked for than there may be. */
  get limitWasHit(): boolean {
    return Number(readFileSync(join(this.#folder, 'memory.failcnt'), 'utf8')) > 0;
  }

  [Symbol.dispose](): void {
    rmdirSync(this.#folder);
  }
}

const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024;

describe('Faults of a process of its own', function () {
  this.timeout(45_000);

  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.stop());

  /** The message that the process before has died of is handled by the next. */
  async function expectRecovery(text: string): Promise<void> {
    await using bot = new BotProcess(simulator, { FAULTS_STEADY: '1' });
    await bot.wrote('is live');
    await bot.wrote(`handles ${text}`);
  }

  for (const [text, says] of [
    ['throw', 'thrown by a timer of the author'],
    ['reject', 'rejected where nobody awaits'],
  ] as const) {
    it(`C11 what is ${says} ends the process with 1 and its stack, and loses no message`, async () => {
      const consumer = simulator.consumer();
      await using bot = new BotProcess(simulator);
      await bot.wrote('is live');
      await consumer.says(text);
      const { code } = await bot.ended;
      expect(code).to.equal(1);
      expect(bot.output)
        .to.include(says)
        .and.match(/\n\s+at /);
      await expectRecovery(text);
      await consumer.leave();
    });
  }

  it('C12 a process that the kernel kills for its memory is followed by one that loses no message', async function () {
    const { missing } = MemoryGroup;
    if (missing !== undefined) {
      process.stderr.write(`\nSKIPPED: the limit on memory. ${missing}\n\n`);
      this.skip();
    }
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    using group = new MemoryGroup(bot.pid);
    await consumer.says('hoard');
    const { signal } = await bot.ended;
    expect(signal).to.equal('SIGKILL');
    expect(group.limitWasHit).to.equal(true);
    await expectRecovery('hoard');
    await consumer.leave();
  });

  it('C13 a bot goes on when the reader of its log has died', async () => {
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    bot.closeOutput();
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    simulator.cutSockets();
    await consumer.says('still there?');
    await consumer.hears('You said: still there?');
    await consumer.leave();
  });

  it('C13 a bot whose log is not read any more goes on, and keeps no lines', async () => {
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    bot.stopReading();
    const before = residentMiB(bot.pid);
    await consumer.says('chatter');
    await consumer.hears('That was a lot.', { within: 25_000 });
    expect(residentMiB(bot.pid) - before).to.be.below(60);
    await consumer.says('and now?');
    await consumer.hears('You said: and now?');
    await consumer.leave();
  });

  it('C14 SIGINT drains, as SIGTERM does', async () => {
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    await consumer.says('slow');
    await bot.wrote('is slow');
    bot.signal('SIGINT');
    expect(await bot.ended).to.include({ code: 0, signal: null });
    await consumer.hears('That took a while.', { within: 1_000 });
    await consumer.leave();
  });

  it('C14 SIGHUP ends the process without a drain, and the message under way is handled by the next', async () => {
    const consumer = simulator.consumer();
    await using bot = new BotProcess(simulator);
    await bot.wrote('is live');
    await consumer.says('slow');
    await bot.wrote('is slow');
    bot.signal('SIGHUP');
    expect(await bot.ended).to.include({ code: null, signal: 'SIGHUP' });
    await using again = new BotProcess(simulator);
    await again.wrote('is slow');
    await consumer.hears('That took a while.');
    await passing(100);
    expect(consumer.transcript.filter(({ text }) => text === 'That took a while.')).to.have.length(1);
    await consumer.leave();
  });
});
