import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { StoreConflictError, StoreInputError, StoreUnavailableError } from '../errors/store.js';
import type { Logger } from '../ports/logger.js';
import { ConversationMemory } from './conversation-memory.js';
import { FaultyStore } from './faulty-store.test.support.js';
import { memoryOptions } from './options.js';
import { SteadyStore } from './steady-store.js';

describe('The memory of a conversation', () => {
  let clock: SinonFakeTimers;
  let disk: FaultyStore;
  let oddities: string[];
  let records: string[];
  let steady: SteadyStore;
  let memory: ConversationMemory;

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    disk = new FaultyStore();
    oddities = [];
    records = [];
    const record = (level: string) => (_: object, message: string) => void records.push(`${level}: ${message}`);
    const log: Logger = { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
    const oddity = (kind: string): void => void oddities.push(kind);
    steady = new SteadyStore({ store: disk, options: memoryOptions(), log, signs: { oddity } });
    memory = new ConversationMemory(steady, 'c1');
  });
  afterEach(() => clock.restore());

  const stored = async (name: string): Promise<unknown> =>
    (await disk.inner.get({ conversationId: 'c1', name }))?.value;
  const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('remembers by name, and conversation by conversation', async () => {
    await memory.set('step', { at: 2 });
    expect(await memory.get<{ at: number }>('step')).to.deep.equal({ at: 2 });
    expect(await new ConversationMemory(steady, 'c2').get('step')).to.equal(undefined);
    await memory.delete('step');
    expect(await memory.get('step')).to.equal(undefined);
    expect(clock.countTimers(), 'timers left').to.equal(0);
  });

  it('gives the last value known when the store fails, and tells of it', async () => {
    await memory.set('step', 1);
    disk.state = 'failing';
    expect(await memory.get('step')).to.equal(1);
    expect(await memory.get('never')).to.equal(undefined);
    expect(oddities).to.deep.equal(['memory-unavailable', 'memory-unavailable']);
    expect(records)
      .to.have.length(2)
      .and.to.satisfy((all: string[]) => all.every((line) => line.startsWith('warn')));
  });

  it('keeps changes while the store fails, and stores the newest of each once it is back', async () => {
    disk.state = 'failing';
    await memory.set('a', 1);
    await memory.set('b', 1);
    await memory.set('a', 2);
    await memory.delete('b');
    expect(await memory.get('a')).to.equal(2);
    expect(await memory.get('b')).to.equal(undefined);
    disk.state = 'sound';
    await clock.tickAsync(1_000);
    expect(await stored('a')).to.equal(2);
    expect(await stored('b')).to.equal(undefined);
    expect(records.at(-1)).to.equal('info: the memory is stored again');
    await memory.set('a', 3);
    expect(await stored('a')).to.equal(3);
  });

  it('asks a failing store once for each wait, and waits longer each time', async () => {
    disk.state = 'failing';
    for (let change = 0; change < 50; change += 1) await memory.set(`n${change}`, change);
    expect(disk.calls).to.have.length(1);
    await clock.tickAsync(1_000 + 2_000 + 5_000 + 10_000 + 30_000);
    expect(disk.calls).to.have.length(6);
    await clock.tickAsync(30_000);
    expect(disk.calls).to.have.length(7);
    disk.state = 'sound';
    await clock.tickAsync(30_000);
    expect(await Promise.all([0, 49].map((change) => stored(`n${change}`)))).to.deep.equal([0, 49]);
  });

  it('costs the first handler of a hanging store two seconds, and the next ones nothing', async () => {
    await memory.set('step', 1);
    disk.state = 'hanging';
    const first = memory.get('step');
    await clock.tickAsync(2_000);
    expect(await first).to.equal(1);
    expect(await memory.get('step')).to.equal(1);
    expect(await memory.get('other')).to.equal(undefined);
    disk.state = 'sound';
    await disk.inner.set({ conversationId: 'c1', name: 'other' }, 'from the disk');
    await clock.tickAsync(5_000);
    expect(await memory.get('other')).to.equal('from the disk');
  });

  it('writes to a hanging store do not hold a handler either', async () => {
    disk.state = 'hanging';
    const first = memory.set('a', 1);
    await clock.tickAsync(2_000);
    await first;
    await memory.set('b', 2);
    expect(await memory.get('b')).to.equal(2);
    expect(disk.calls).to.deep.equal(['set a']);
  });

  it('rejects for a failing store if durability was asked for', async () => {
    disk.state = 'failing';
    const failed = await rejection(memory.set('a', 1, { durable: true }));
    expect(failed).to.be.instanceOf(StoreUnavailableError).that.has.nested.property('cause.message', 'EIO');
    expect(await memory.get('a')).to.equal(undefined);
    disk.state = 'hanging';
    const late = rejection(memory.set('a', 1, { durable: true }));
    await clock.tickAsync(10_000);
    expect(await late).to.be.instanceOf(StoreUnavailableError);
  });

  it('a durable value is not overwritten by an older one that was waiting', async () => {
    disk.state = 'failing';
    await memory.set('a', 'old');
    disk.state = 'sound';
    await memory.set('a', 'new', { durable: true });
    await clock.tickAsync(60_000);
    expect(await stored('a')).to.equal('new');
  });

  it('refuses to overwrite what somebody else wrote, if asked to look', async () => {
    await memory.set('a', 1);
    const version = (await memory.entry('a'))?.version ?? null;
    await disk.inner.set({ conversationId: 'c1', name: 'a' }, 'theirs');
    expect(await rejection(memory.set('a', 2, { ifVersion: version }))).to.be.instanceOf(StoreConflictError);
    expect(await memory.get('a')).to.equal('theirs');
  });

  it('never takes a value from memory for one that the store has confirmed', async () => {
    await memory.set('a', 1);
    disk.state = 'failing';
    const version = (await memory.entry('a'))?.version ?? null;
    disk.state = 'sound';
    expect(await rejection(memory.set('a', 2, { ifVersion: version }))).to.be.instanceOf(StoreConflictError);
  });

  it('refuses what is not JSON, whatever the store is like', async () => {
    disk.state = 'failing';
    expect(await rejection(memory.set('a', new Date(0)))).to.be.instanceOf(StoreInputError);
    expect(await rejection(memory.set('x'.repeat(129), 1))).to.be.instanceOf(StoreInputError);
    expect(disk.calls).to.deep.equal([]);
  });

  it('is not changed by what a handler does to a value afterwards', async () => {
    const value = { list: [1] };
    disk.state = 'failing';
    await memory.set('a', value);
    value.list.push(2);
    const read = await memory.get<{ list: number[] }>('a');
    expect(read).to.deep.equal({ list: [1] });
    read?.list.push(3);
    disk.state = 'sound';
    await clock.tickAsync(1_000);
    expect(await stored('a')).to.deep.equal({ list: [1] });
  });

  it('holds a bounded number of changes, and tells of each that it had to drop', async () => {
    disk.state = 'failing';
    for (let change = 0; change < 1_003; change += 1) await memory.set(`n${change}`, change);
    expect(oddities.filter((kind) => kind === 'memory-lost')).to.have.length(3);
    disk.state = 'sound';
    await clock.tickAsync(1_000);
    expect(await stored('n1002')).to.equal(1_002);
  });

  it('shortens the life of entries when the conversation has ended, also after a failure', async () => {
    await memory.set('a', 1);
    disk.state = 'failing';
    steady.ended('c1');
    await clock.tickAsync(0);
    disk.state = 'sound';
    await clock.tickAsync(1_000);
    expect(disk.calls.filter((call) => call.startsWith('expire'))).to.deep.equal([
      'expire 86400000',
      'expire 86400000',
    ]);
  });

  it('tries once more when the bot stops, and leaves no timer behind', async () => {
    disk.state = 'failing';
    await memory.set('a', 1);
    disk.state = 'sound';
    await steady.settle();
    expect(await stored('a')).to.equal(1);
    expect(clock.countTimers()).to.equal(0);
  });

  it('gives up within two seconds when the bot stops and the store hangs, and says what was lost', async () => {
    disk.state = 'failing';
    await memory.set('a', 1);
    disk.state = 'hanging';
    const settled = steady.settle();
    await clock.tickAsync(2_000);
    await settled;
    const late = memory.set('late', 1);
    await clock.tickAsync(2_000);
    await late;
    expect(records).to.include('error: a change of the memory was lost: the store has failed for too long');
    expect(clock.countTimers()).to.equal(0);
  });
});
