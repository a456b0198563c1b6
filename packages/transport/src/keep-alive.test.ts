import { AlarmClock, type ClockReading, monotonicClock } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { clockReading, KeepAlive } from './keep-alive.js';

describe('KeepAlive', () => {
  let clock: sinon.SinonFakeTimers;
  let askClock: sinon.SinonStub<[], Promise<unknown>>;
  let readings: ClockReading[];
  let oddities: string[];
  let keepAlive: KeepAlive;

  beforeEach(() => {
    clock = sinon.useFakeTimers(1_700_000_000_000);
    askClock = sinon.stub<[], Promise<unknown>>();
    readings = [];
    oddities = [];
    const link = {
      alarms: new AlarmClock(monotonicClock),
      askClock,
      clocked: (reading: ClockReading) => readings.push(reading),
      oddity: (kind: string) => oddities.push(kind),
    };
    keepAlive = new KeepAlive(link, 30_000);
    keepAlive.start();
  });
  afterEach(() => clock.restore());

  it('asks every thirty seconds', async () => {
    askClock.resolves({ currentTime: 1 });
    await clock.tickAsync(29_999);
    expect(askClock.callCount).to.equal(0);
    await clock.tickAsync(60_001);
    expect(askClock.callCount).to.equal(3);
    expect(readings).to.have.length(3);
  });

  it('never asks while an earlier question is open', async () => {
    askClock.returns(new Promise(() => {}));
    await clock.tickAsync(300_000);
    expect(askClock.callCount).to.equal(1);
  });

  it('goes on asking in a pause, and takes no reading from what was answered after it', async () => {
    const answers: ((body: unknown) => void)[] = [];
    askClock.callsFake(() => new Promise((resolve) => answers.push(resolve)));
    keepAlive.pause();
    await clock.tickAsync(90_000);
    expect(askClock.callCount).to.equal(3);
    keepAlive.resume();
    for (const answer of answers) answer({ currentTime: 5 });
    await clock.tickAsync(0);
    expect(readings).to.deep.equal([]);
    expect(oddities).to.deep.equal([]);
  });

  it('takes no reading from a question that was asked before a pause', async () => {
    let answer: (body: unknown) => void = () => {};
    askClock.callsFake(() => new Promise((resolve) => (answer = resolve)));
    await clock.tickAsync(30_000);
    keepAlive.pause();
    keepAlive.resume();
    answer({ currentTime: 5 });
    await clock.tickAsync(0);
    expect(readings).to.deep.equal([]);
  });

  it('tells a failed and an unreadable answer as oddities, and goes on', async () => {
    askClock.onFirstCall().rejects(new Error('code 500'));
    askClock.onSecondCall().resolves('soon');
    askClock.resolves({ currentTime: 5 });
    await clock.tickAsync(90_000);
    expect(oddities).to.deep.equal(['clock-failed', 'clock-unreadable']);
    expect(readings).to.have.length(1);
  });

  it('leaves no timer when stopped', () => {
    keepAlive.stop();
    expect(clock.countTimers()).to.equal(0);
  });
});

describe('clockReading', () => {
  it('compares the clocks at the middle of the round trip', () => {
    expect(clockReading({ currentTime: 10_050 }, 100, 10_000)).to.deep.equal({ offset: 100, roundTrip: 100 });
  });

  for (const body of [undefined, null, 'now', [], {}, { currentTime: 'x' }, { currentTime: -1 }]) {
    it(`reads nothing from ${JSON.stringify(body)}`, () => {
      expect(clockReading(body, 1, 1)).to.equal(undefined);
    });
  }
});
