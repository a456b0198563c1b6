import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { type Alarm, AlarmClock } from './alarm-clock.js';

describe('AlarmClock', () => {
  let time: sinon.SinonFakeTimers;
  let skew: number;
  let clock: AlarmClock;
  let rung: string[];
  const now = (): number => performance.now() + skew;

  beforeEach(() => {
    time = sinon.useFakeTimers();
    skew = 0;
    clock = new AlarmClock({ now }, { grace: 200 });
    rung = [];
  });
  afterEach(() => time.restore());

  const alarm = (name: string, ring: (late: number) => void = () => undefined): Alarm => ({
    due: undefined,
    ring: (late) => {
      rung.push(`${name} ${performance.now()} ${late}`);
      ring(late);
    },
  });

  it('rings once, on time', () => {
    clock.set(alarm('a'), 4_000);
    time.tick(3_999);
    expect(rung).to.deep.equal([]);
    time.tick(100_000);
    expect(rung).to.deep.equal(['a 4000 0']);
  });

  it('forgets the earlier setting when an alarm is set again', () => {
    const [a] = [alarm('a')];
    clock.set(a, 1_000);
    clock.set(a, 2_000);
    time.tick(5_000);
    expect(rung).to.deep.equal(['a 2000 0']);
  });

  it('stays silent when all is cleared or set to never, and leaves no timer', () => {
    const [a, b] = [alarm('a'), alarm('b')];
    clock.set(a, 1_000);
    clock.set(b, 1_000);
    clock.clear(a);
    clock.set(b, Infinity);
    expect(time.countTimers()).to.equal(0);
    time.tick(1e9);
    expect(rung).to.deep.equal([]);
  });

  it('rings many with one timer, whatever the order in which they were set', () => {
    const [a, b, c] = [alarm('a', () => clock.set(a, 1_500)), alarm('b'), alarm('c')];
    clock.set(b, 3_000);
    clock.set(a, 1_000);
    clock.set(c, 2_000);
    expect(time.countTimers()).to.equal(1);
    time.tick(4_000);
    expect(rung).to.deep.equal(['a 1000 0', 'c 2000 0', 'a 2500 0', 'b 3000 0', 'a 4000 0']);
  });

  it('does not ring what was cleared or put off by one that rang before it', () => {
    const [b, c] = [alarm('b'), alarm('c')];
    const a = alarm('a', () => {
      clock.clear(b);
      clock.set(c, 500);
    });
    for (const each of [a, b, c]) clock.set(each, 1_000);
    time.tick(5_000);
    expect(rung).to.deep.equal(['a 1000 0', 'c 1500 0']);
  });

  it('rings the others when one throws', () => {
    const a = alarm('a', () => {
      throw new Error('no');
    });
    clock.set(a, 1_000);
    clock.set(alarm('b'), 1_000);
    expect(() => time.tick(1_000)).to.throw('no');
    time.tick(1);
    expect(rung).to.deep.equal(['a 1000 0', 'b 1001 1']);
  });

  it('waits longer than one timer of Node.js can', () => {
    clock.set(alarm('a'), 3_000_000_000);
    time.tick(2_999_999_999);
    expect(rung).to.deep.equal([]);
    time.tick(1);
    expect(rung).to.deep.equal(['a 3000000000 0']);
  });

  it('lets the sockets be read first when it is late, and tells how late', () => {
    clock.set(alarm('a'), 1_000);
    skew = 20_000;
    time.tick(1_000);
    expect(rung).to.deep.equal([]);
    clock.set(alarm('b'), 0);
    time.tick(199);
    expect(rung).to.deep.equal([]);
    time.tick(1);
    expect(rung).to.deep.equal(['a 1200 20200', 'b 1200 200']);
  });

  it('can be cleared while it lets the sockets be read', () => {
    const a = alarm('a');
    clock.set(a, 1_000);
    skew = 5_000;
    time.tick(1_000);
    clock.clear(a);
    time.tick(10_000);
    expect(rung).to.deep.equal([]);
    clock.set(a, 100);
    time.tick(100);
    expect(rung).to.deep.equal(['a 11100 0']);
  });

  it('rings at once without a grace', () => {
    clock = new AlarmClock({ now });
    clock.set(alarm('a'), 1_000);
    skew = 20_000;
    time.tick(1_000);
    expect(rung).to.deep.equal(['a 1000 20000']);
  });
});
