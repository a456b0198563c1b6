import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { type DurableStore, openDurableStore } from '@holdfast/durable-store';
import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { inMemoryStore, type Store } from 'holdfast';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { BotProcess } from './support/bot-process.js';
import { type Count, CountingBot } from './support/counting-bot.js';
import { Diary } from './support/diary.js';
import { Disk } from './support/disk.js';
import { Scene } from './support/scene.js';
import { until } from './support/until.js';

const PATIENCE = { within: 15_000 };

const withStore = (store: Store): Promise<Scene> =>
  Scene.live({
    bot: { store, loop: { replies: Infinity } },
    make: (platform, options) => new CountingBot(platform, options),
  });

/** Says something, and gives the bot's word for it and its count. */
async function count(consumer: ScriptedConsumer, text: string): Promise<readonly [outcome: string, count: number]> {
  await consumer.says(text);
  const [outcome = '', number] = (await consumer.hears(/^[A-Z_a-z]+ \d+$/, PATIENCE)).text.split(' ');
  return [outcome, Number(number)];
}

/** Lets a bot keep counts until its disk takes no more, and gives the last that was kept. */
async function keepUntilRefused(consumer: ScriptedConsumer): Promise<number> {
  for (let kept = 0; kept < 200; kept += 1) {
    const [outcome, number] = await count(consumer, 'keep');
    if (outcome === 'STORE_UNAVAILABLE') return number - 1;
    expect(outcome).to.equal('kept');
  }
  throw new Error('The disk took everything.');
}

const keptBy = async (store: Store, { conversationId = '' }: ScriptedConsumer): Promise<number> =>
  ((await store.get({ conversationId, name: 'count' }))?.value as Count | undefined)?.count ?? 0;

describe('Disks that fail under a bot', function () {
  this.timeout(60_000);

  before(function () {
    const reason = Disk.whyNot();
    if (reason === undefined) return;
    process.stderr.write(`\nSKIPPED: D01, D03 and D05, full, read-only and powerless disks: ${reason}.\n\n`);
    this.skip();
  });

  it('D01 a full disk is said to be one, stops no answer, and is used again when it has room', async () => {
    using disk = Disk.small();
    const folder = join(disk.folder, 'store');
    const store = await openDurableStore({ folder });
    try {
      await using scene = await withStore(store);
      const consumer = scene.simulator.consumer();
      const kept = await keepUntilRefused(consumer);
      expect(kept).to.be.above(2);
      expect(await count(consumer, 'two')).to.deep.equal(['noted', kept + 1]);
      expect(await count(consumer, 'three')).to.deep.equal(['noted', kept + 2]);
      expect(scene.bot.health().live).to.equal(true);
      expect(scene.bot.health().oddities['memory-unavailable']).to.be.above(0);
      expect(scene.diary.alarms.map(({ message }) => message).join()).to.include('the store does not answer');
      expect(await count(consumer, 'keep'), 'what was not stored was called kept').to.include('STORE_UNAVAILABLE');
      disk.grow();
      expect(await count(consumer, 'keep')).to.deep.equal(['kept', kept + 3]);
      await scene.bot.stop();
      await store.close();
      await using reopened = await openDurableStore({ folder, mustExist: true });
      expect(reopened.opening.lost).to.equal('nothing');
      expect(await keptBy(reopened, consumer)).to.equal(kept + 3);
      await consumer.leave();
    } finally {
      await store.close();
    }
  });

  it('D03 a disk that turns read-only stops no answer, and has everything acknowledged when it is mended', async () => {
    using disk = Disk.image();
    const folder = join(disk.folder, 'store');
    const store = await openDurableStore({ folder });
    try {
      await using scene = await withStore(store);
      const consumer = scene.simulator.consumer();
      expect(await count(consumer, 'keep')).to.deep.equal(['kept', 1]);
      expect(await count(consumer, 'keep')).to.deep.equal(['kept', 2]);
      disk.failReadOnly();
      expect(await count(consumer, 'keep')).to.deep.equal(['STORE_UNAVAILABLE', 3]);
      expect(await count(consumer, 'two')).to.deep.equal(['noted', 3]);
      expect(await count(consumer, 'three')).to.deep.equal(['noted', 4]);
      expect(scene.bot.health().live).to.equal(true);
      expect(scene.bot.health().oddities['memory-unavailable']).to.be.above(0);
      const refusal: unknown = await openDurableStore({ folder: join(disk.folder, 'other') }).catch(
        (error: unknown) => error,
      );
      expect(refusal).to.include({ code: 'STORE_FOLDER' });
      expect(String(refusal)).to.include('read-only');
      await scene.bot.stop();
      await store.close();
      disk.mend();
      await using mended = await openDurableStore({ folder, mustExist: true });
      expect(mended.opening.lost).to.equal('nothing');
      expect(await keptBy(mended, consumer)).to.equal(2);
      await consumer.leave();
    } finally {
      await store.close();
    }
  });

  it('D05 a power cut takes nothing back that a bot has told its consumers', async () => {
    using disk = Disk.image();
    await using simulator = await startSimulator();
    const consumers = Array.from({ length: 5 }, () => simulator.consumer());
    const told = new Map<ScriptedConsumer, number>();
    await using bot = new BotProcess(simulator, { FAULTS_STORE: join(disk.folder, 'store') }, { name: 'counting' });
    await bot.wrote('is live');
    let cutting = true;
    const talking = Promise.all(
      consumers.map(async (consumer) => {
        while (cutting) {
          const [outcome, number] = await count(consumer, 'keep');
          if (outcome === 'kept') told.set(consumer, number);
        }
      }),
    );
    for (let cut = 1; cut <= 4; cut += 1) {
      const enough = cut * 20;
      await until('more is kept', () => [...told.values()].reduce((sum, one) => sum + one, 0) >= enough);
      const before = new Map(told);
      const folder = join(disk.cut(), 'store');
      await using store = await openDurableStore({ folder, mustExist: true });
      expect(store.opening, `cut ${cut}`).to.include({ lost: 'nothing', repaired: false });
      for (const [consumer, number] of before) expect(await keptBy(store, consumer)).to.be.at.least(number);
    }
    cutting = false;
    await talking;
    const after = new Map(told);
    const folder = join(disk.cut(), 'store');
    bot.signal('SIGKILL');
    await bot.ended;
    await using again = new BotProcess(simulator, { FAULTS_STORE: folder }, { name: 'counting' });
    await again.wrote('is live');
    for (const consumer of consumers) {
      expect(await count(consumer, 'keep')).to.deep.equal(['kept', (after.get(consumer) ?? 0) + 1]);
      await consumer.leave();
    }
  });
});

describe('Stores that a bot finds in disorder', function () {
  this.timeout(60_000);

  let parent: string;
  let folder: string;
  let simulator: Simulator;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'holdfast-faults-'));
    folder = join(parent, 'store');
    simulator = await startSimulator();
  });
  afterEach(async () => {
    await simulator.stop();
    await rm(parent, { recursive: true });
  });

  /** The largest file of the store, where the newest data are. */
  async function largest(): Promise<{ readonly path: string; readonly size: number }> {
    const paths = (await readdir(join(folder, 'data'))).map((name) => join(folder, 'data', name));
    const files = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })));
    return files.reduce((most, file) => (file.size > most.size ? file : most));
  }

  const damages: readonly (readonly [string, () => Promise<void>])[] = [
    ['a torn last record', async () => largest().then(({ path, size }) => truncate(path, size - 7))],
    ['a file of half its length', async () => largest().then(({ path, size }) => truncate(path, Math.floor(size / 2)))],
    [
      'a bit that has flipped',
      async () => {
        const { path, size } = await largest();
        const at = Math.floor(size / 2);
        const file = await open(path, 'r+');
        const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
        await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0x10]), 0, 1, at);
        await file.close();
      },
    ],
  ];
  for (const [name, damage] of damages) {
    it(`D04 a bot begins with what ${name} has left, says so loudly, and begins again after that`, async () => {
      const whole = await openDurableStore({ folder: join(parent, 'whole') });
      for (let entry = 0; entry < 100; entry += 1) {
        await whole.set(
          { conversationId: `c${entry}`, name: 'count' },
          { count: entry, pad: String(entry).repeat(500) },
        );
      }
      // As a power cut leaves it: without what closing adds.
      await cp(join(parent, 'whole'), folder, { recursive: true });
      await whole.close();
      await damage();
      const diary = new Diary();
      const store = await openDurableStore({ folder, logger: diary });
      expect(store.opening.lost).to.equal('some');
      expect(diary.entries.map(({ level, message }) => `${level}: ${message}`)).to.deep.equal([
        'error: the store was damaged: it goes on with what is left',
      ]);
      const consumer = await answered(store);
      await store.close();
      await using again = await openDurableStore({ folder, logger: diary });
      expect(again.opening).to.include({ lost: 'nothing', repaired: false });
      expect(await keptBy(again, consumer)).to.equal(1);
      expect(diary.entries).to.have.length(1);
    });
  }

  /** A consumer whom a bot with this store has answered. */
  async function answered(store: Store): Promise<ScriptedConsumer> {
    await using scene = await withStore(store);
    const consumer = scene.simulator.consumer();
    expect(await count(consumer, 'keep')).to.deep.equal(['kept', 1]);
    await consumer.leave();
    return consumer;
  }

  it('D07 a bot on a disk that takes a second to sync goes on with all its other work', async function () {
    const slow = ['-D', '-f', '-qq', '-o', join(parent, 'trace'), '-e', 'trace=fdatasync,fsync'];
    const strace = ['strace', ...slow, '-e', 'inject=fdatasync,fsync:delay_enter=1000000'];
    if (spawnSync('strace', ['-e', 'trace=none', 'true']).status !== 0) {
      process.stderr.write('\nSKIPPED: D07, a slow disk: strace is not installed or not allowed here.\n\n');
      this.skip();
    }
    await using bot = new BotProcess(simulator, { FAULTS_STORE: folder }, { name: 'counting', under: strace });
    await bot.wrote('is live');
    const consumers = Array.from({ length: 20 }, () => simulator.consumer());
    await Promise.all(consumers.map((consumer) => consumer.startConversation()));
    const begun = await syncs(parent);
    const counted = await Promise.all(consumers.map((consumer) => count(consumer, 'keep')));
    expect(counted).to.deep.equal(consumers.map(() => ['kept', 1]));
    const needed = (await syncs(parent)) - begun;
    expect(needed, 'the disk was not slow').to.be.above(0);
    expect(needed, 'a sync for each change').to.be.below(consumers.length);
    await Promise.all(consumers.map((consumer) => consumer.leave()));
    expect(bot.output, 'it stood still for longer than a dead link may live').not.to.include('is interrupted');
    const opened = simulator.log.filter((record) => record.kind === 'opened' && record.role === 'agent');
    expect(opened).to.have.length(1);
  });

  it('D08 a second process is refused the store of the first, which goes on', async () => {
    await using first = new BotProcess(simulator, { FAULTS_STORE: folder }, { name: 'counting' });
    await first.wrote('is live');
    const consumer = simulator.consumer();
    expect(await count(consumer, 'keep')).to.deep.equal(['kept', 1]);
    await using second = new BotProcess(simulator, { FAULTS_STORE: folder }, { name: 'counting' });
    expect(await second.ended).to.include({ code: 3 });
    expect(second.output)
      .to.match(/^STORE_LOCKED /)
      .and.include(`process ${first.pid} `);
    expect(await count(consumer, 'keep')).to.deep.equal(['kept', 2]);
    expect(simulator.log.filter(({ kind }) => kind === 'login')).to.have.length(1);
    await consumer.leave();
  });

  it('D09 a bot whose store is missing says so before it asks the platform for anything', async () => {
    const missing = join(parent, 'not-mounted', 'store');
    await using bot = new BotProcess(simulator, { FAULTS_STORE: missing }, { name: 'counting' });
    expect(await bot.ended).to.include({ code: 3 });
    expect(bot.output)
      .to.match(/^STORE_FOLDER /)
      .and.include(missing)
      .and.include('mounted');
    expect(simulator.log).to.deep.equal([]);
    expect(await readdir(parent), 'a store was made where its disk is missing').to.deep.equal([]);
  });

  it('D09 a bot may answer without the store that it cannot have', async () => {
    const store: Store = await openDurableStore({ folder, mustExist: true }).catch(() => inMemoryStore());
    const consumer = await answered(store);
    expect(await keptBy(store, consumer)).to.equal(1);
  });

  it('D10 of very many closed conversations the store keeps nothing but the last day', async () => {
    let now = 0;
    const store: DurableStore = await openDurableStore({ folder, clock: { now: () => now } });
    const consumer = await answered(store);
    const sizes: number[] = [];
    for (let first = 0; first < CLOSED; first += BATCH) {
      const ids = Array.from({ length: BATCH }, (_, index) => `closed-${first + index}`);
      await Promise.all(ids.map((conversationId) => store.set({ conversationId, name: 'n' }, PAD, { keepFor: MONTH })));
      await Promise.all(ids.map((conversationId) => store.expire(conversationId, DAY)));
      now += DAY / 2;
      await store.sweep();
      sizes.push(await bytesIn(folder));
    }
    expect(Math.max(...sizes), 'bytes on disk').to.be.below((CLOSED * PAD.length) / 2);
    now += DAY;
    await store.sweep();
    expect(await keptBy(store, consumer)).to.equal(1);
    await store.close();
    await using again = await openDurableStore({ folder });
    expect(again.opening).to.include({ lost: 'nothing', entries: 1 });
  });
});

const DAY = 86_400_000;
const MONTH = 30 * DAY;
const PAD = 'x'.repeat(2_000);
const BATCH = 1_000;
const CLOSED = 20_000;

/** How often the disk was asked to sync. */
const syncs = async (parent: string): Promise<number> =>
  (await readFile(join(parent, 'trace'), 'utf8')).split('\n').filter((line) => /f(?:data)?sync\(/.test(line)).length;

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(join(folder, 'data'));
  // The store may have merged a file away meanwhile.
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, 'data', name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
