import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ArenaError } from '../arena-error.js';
import { VirtualTime } from './virtual-time.js';

describe('VirtualTime', () => {
  let time: VirtualTime;
  let arrived = 0;
  beforeEach(() => {
    arrived = 0;
    time = new VirtualTime(() => arrived);
  });
  afterEach(() => time[Symbol.dispose]());

  const after = (delay: number): Promise<number> =>
    new Promise((resolve) => setTimeout(() => resolve(Date.now()), delay));

  it('stands still while nobody waits', async () => {
    const before = Date.now();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(Date.now()).to.equal(before);
  });

  it('goes from timer to timer until what is waited for has come, and no further', async () => {
    const before = Date.now();
    const told: number[] = [];
    setInterval(() => told.push(Date.now() - before), 60_000);
    expect((await time.during(after(150_000))) - before).to.equal(150_000);
    expect(told).to.deep.equal([60_000, 120_000]);
    expect(performance.now()).to.equal(Date.now() - before);
  });

  it('serves several who wait at once', async () => {
    const before = Date.now();
    const [first, second] = await Promise.all([time.during(after(20)), time.during(after(10)), time.pass(15)]);
    expect([first - before, second - before]).to.deep.equal([20, 10]);
  });

  it('waits at a moment for everything that is still arriving then', async () => {
    const order: string[] = [];
    const arrive = (left: number): void => {
      arrived += 1;
      if (left > 0) setImmediate(() => arrive(left - 1));
      else order.push('arrived');
    };
    setTimeout(() => arrive(30), 10);
    setTimeout(() => order.push('later'), 11);
    await time.pass(20);
    expect(order).to.deep.equal(['arrived', 'later']);
  });

  it('tells whoever waits for what can never come', async () => {
    const failure = await time.during(new Promise(() => {})).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ArenaError).with.property('message').that.includes('{ time: "real" }');
  });

  it('passes on what a timer throws, and goes on for the next who waits', async () => {
    const slip = new Error('slip');
    setTimeout(() => {
      throw slip;
    }, 5);
    expect(await time.pass(10).catch((error: unknown) => error)).to.equal(slip);
    await time.pass(10);
  });

  it('refuses to begin twice, and gives the clock back in the end', () => {
    expect(() => new VirtualTime(() => 0)).to.throw(ArenaError, 'await using');
    time[Symbol.dispose]();
    expect(Math.abs(Date.now() - Date.UTC(2024, 0, 1, 12))).to.be.greaterThan(1_000);
    time = new VirtualTime(() => 0);
  });
});
