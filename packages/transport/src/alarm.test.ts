import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { Alarm } from './alarm.js';

describe('Alarm', () => {
  let clock: sinon.SinonFakeTimers;
  let ring: sinon.SinonStub<[number], void>;
  let skew: number;
  let alarm: Alarm;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    ring = sinon.stub<[number], void>();
    skew = 0;
    alarm = new Alarm({ now: () => performance.now() + skew, ring });
  });
  afterEach(() => clock.restore());

  it('rings once, on time', () => {
    alarm.set(4_000);
    clock.tick(3_999);
    expect(ring.callCount).to.equal(0);
    clock.tick(1);
    expect(ring.args).to.deep.equal([[0]]);
    clock.tick(100_000);
    expect(ring.callCount).to.equal(1);
  });

  it('forgets the earlier setting when it is set again', () => {
    alarm.set(1_000);
    alarm.set(2_000);
    clock.tick(1_999);
    expect(ring.callCount).to.equal(0);
    clock.tick(1);
    expect(ring.callCount).to.equal(1);
  });

  it('stays silent when it is cleared or set to never', () => {
    alarm.set(1_000);
    alarm.clear();
    alarm.set(Infinity);
    clock.tick(1e9);
    expect(ring.callCount).to.equal(0);
    expect(clock.countTimers()).to.equal(0);
  });

  it('waits longer than one timer of Node.js can', () => {
    alarm.set(3_000_000_000);
    clock.tick(2_999_999_999);
    expect(ring.callCount).to.equal(0);
    clock.tick(1);
    expect(ring.callCount).to.equal(1);
  });

  it('lets the sockets be read first when it fires late, and tells how late', () => {
    alarm.set(1_000);
    skew = 20_000;
    clock.tick(1_000);
    expect(ring.callCount).to.equal(0);
    clock.tick(200);
    expect(ring.args).to.deep.equal([[20_000]]);
  });

  it('can be cleared while it lets the sockets be read', () => {
    alarm.set(1_000);
    skew = 5_000;
    clock.tick(1_000);
    alarm.clear();
    clock.tick(10_000);
    expect(ring.callCount).to.equal(0);
  });
});
