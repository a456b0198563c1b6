import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { AlarmClock } from '../resilience/alarm-clock.js';
import { type Blocked, LoopWatch } from './loop-watch.js';

describe('LoopWatch', () => {
  let time: SinonFakeTimers;
  let told: Blocked[];
  /** By how much the clock is ahead of the timers: the time in which none could fire. */
  let stolen: number;
  let watch: LoopWatch;
  beforeEach(() => {
    // Without those that Mocha's reporter uses while a test is being told of.
    time = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    told = [];
    stolen = 0;
    watch = new LoopWatch(new AlarmClock({ now: () => performance.now() + stolen }), {
      blocked: (blocked) => void told.push(blocked),
    });
    watch.start();
  });
  afterEach(() => {
    watch.stop();
    expect(time.countTimers()).to.equal(0);
    time.restore();
  });

  const run = (name: string, call: () => unknown): Promise<void> =>
    watch.run({ className: 'EchoBot', method: name.slice('EchoBot.'.length), invoke: call }, undefined);
  const block = (duration: number) => (): void => void (stolen += duration);

  it('says nothing while the loop turns, or is held for less than a second', async () => {
    await run('EchoBot.echo', block(900));
    time.tick(60_000);
    expect(told).to.deep.equal([]);
  });

  it('names the handler that held the loop, among all that run', async () => {
    void run('EchoBot.patient', () => new Promise(() => undefined));
    await run('EchoBot.block', block(45_000));
    time.tick(1_000);
    expect(told).to.deep.equal([{ duration: 45_000, handlers: ['EchoBot.block'] }]);
    time.tick(60_000);
    expect(told).to.have.length(1);
  });

  it('names a handler that threw after it had held the loop', async () => {
    const thrown = run('EchoBot.block', () => {
      block(5_000)();
      throw new Error('at last');
    });
    expect(await thrown.catch((error: unknown) => error)).to.be.instanceOf(Error);
    time.tick(1_000);
    expect(told).to.deep.equal([{ duration: 5_000, handlers: ['EchoBot.block'] }]);
  });

  it('names all that were running where none held it at its beginning', async () => {
    void run('EchoBot.patient', () => new Promise(() => undefined));
    time.tick(5_000);
    await run('EchoBot.echo', () => undefined);
    block(3_000)();
    time.tick(1_000);
    expect(told).to.deep.equal([{ duration: 3_000, handlers: ['EchoBot.patient'] }]);
  });

  it('names a handler that held it after its first await, and then ended', async () => {
    await run('EchoBot.echo', () => undefined);
    await run('EchoBot.later', async () => {
      await Promise.resolve();
      block(3_000)();
    });
    time.tick(1_000);
    expect(told).to.deep.equal([{ duration: 3_000, handlers: ['EchoBot.later'] }]);
  });

  it('names none when the process was stopped', () => {
    block(600_000)();
    time.tick(1_000);
    expect(told).to.deep.equal([{ duration: 600_000, handlers: [] }]);
  });
});
