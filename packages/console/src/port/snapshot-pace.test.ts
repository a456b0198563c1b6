import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { SnapshotPace } from './snapshot-pace.js';

describe('The pace of snapshots', () => {
  let clock: sinon.SinonFakeTimers;
  let sent: number;
  let pace: SnapshotPace;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    sent = 0;
    pace = new SnapshotPace(() => void (sent += 1));
  });

  afterEach(() => clock.restore());

  it('is nothing while nobody watches: no snapshot and no timer', () => {
    pace.changed();
    clock.tick(60_000);
    expect([sent, clock.countTimers()]).to.deep.equal([0, 0]);
  });

  it('is one a second while nothing happens', () => {
    pace.watch(true);
    clock.tick(10_000);
    expect(sent).to.equal(10);
  });

  it('is at once after a change, and four a second however much changes; the last change is told', () => {
    pace.watch(true);
    pace.changed();
    expect(sent).to.equal(1);
    for (let n = 0; n < 100; n += 1) {
      pace.changed();
      clock.tick(10);
    }
    expect(sent).to.be.within(4, 5);
    const before = sent;
    pace.changed();
    clock.tick(250);
    expect(sent).to.equal(before + 1);
  });

  it('leaves no timer once the last client is gone', () => {
    pace.watch(true);
    pace.changed();
    pace.changed();
    pace.watch(false);
    expect(clock.countTimers()).to.equal(0);
  });
});
