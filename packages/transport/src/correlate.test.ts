import { AlarmClock, ConnectionLostError, monotonicClock, RequestTimeoutError } from '@holdfast/core/internal';
import type { ResponseFrame } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { Correlator } from './correlate.js';

const answerTo = (reqId: string, body: unknown = reqId, code = 200): ResponseFrame => ({
  kind: 'resp',
  reqId,
  code,
  type: '',
  body,
});

describe('Correlator', () => {
  let clock: sinon.SinonFakeTimers;
  let correlator: Correlator;
  let ended: Map<string, unknown>;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    correlator = new Correlator(new AlarmClock(monotonicClock));
    ended = new Map();
  });
  afterEach(() => clock.restore());

  const ask = (timeout = 10_000): string => {
    const number = correlator.next();
    const id = String(number);
    const end = (value: unknown): void => void ended.set(id, value);
    correlator.expect(number, '.x', timeout, { answered: end, failed: end });
    return id;
  };

  it('matches answers that come out of order', async () => {
    const [first, second] = [ask(), ask()];
    expect(correlator.settle(answerTo(second))).to.equal('settled');
    expect(correlator.settle(answerTo(first))).to.equal('settled');
    await clock.tickAsync(0);
    expect([...ended]).to.deep.equal([
      [second, second],
      [first, first],
    ]);
  });

  it('lets the first of two answers win', async () => {
    const id = ask();
    correlator.settle(answerTo(id, 'first'));
    expect(correlator.settle(answerTo(id, 'second'))).to.equal('duplicate-answer');
    await clock.tickAsync(0);
    expect(ended.get(id)).to.equal('first');
  });

  for (const id of ['2', '0', '-1', '01', 'nonsense', '__proto__', '9'.repeat(64)]) {
    it(`does not know the id ${id.slice(0, 20)}`, () => {
      ask();
      expect(correlator.settle(answerTo(id))).to.equal('unknown-answer');
    });
  }

  it('times out on the millisecond, and recognizes the late answer once', async () => {
    const id = ask();
    await clock.tickAsync(9_999);
    expect(ended.size).to.equal(0);
    await clock.tickAsync(1);
    expect(ended.get(id)).to.be.instanceOf(RequestTimeoutError);
    expect(correlator.size).to.equal(0);
    expect(correlator.settle(answerTo(id))).to.equal('late-answer');
    expect(correlator.settle(answerTo(id))).to.equal('duplicate-answer');
  });

  it('keeps to the time-out of each request, whatever their order', async () => {
    const [slow, quick, never, middle] = [ask(10_000), ask(1_000), ask(Infinity), ask(5_000)];
    await clock.tickAsync(1_000);
    expect([...ended.keys()]).to.deep.equal([quick]);
    await clock.tickAsync(4_000);
    expect([...ended.keys()]).to.deep.equal([quick, middle]);
    await clock.tickAsync(5_000);
    expect([...ended.keys()]).to.deep.equal([quick, middle, slow]);
    await clock.tickAsync(1e9);
    expect(ended.has(never)).to.equal(false);
  });

  it('needs one timer for five thousand requests, and none once they have ended', async () => {
    for (let n = 0; n < 5_000; n++) {
      ask(10_000 + (n % 3));
      if (n % 100 === 0) await clock.tickAsync(1);
    }
    expect(clock.countTimers()).to.equal(1);
    await clock.tickAsync(10_100);
    expect(ended.size).to.equal(5_000);
    expect(clock.countTimers()).to.equal(0);
  });

  it('stands still in a pause', async () => {
    const id = ask();
    await clock.tickAsync(9_000);
    correlator.pause();
    await clock.tickAsync(100_000);
    const asked = ask();
    correlator.resume();
    await clock.tickAsync(999);
    expect(ended.size).to.equal(0);
    await clock.tickAsync(1);
    expect([...ended.keys()]).to.deep.equal([id]);
    await clock.tickAsync(9_000);
    expect([...ended.keys()]).to.deep.equal([id, asked]);
  });

  it('fails all that is open with the one error, and leaves no timer', async () => {
    const error = new ConnectionLostError('The socket ended.', 'unknown');
    const [first, second] = [ask(), ask(1_000)];
    correlator.fail(error);
    await clock.tickAsync(0);
    expect(ended.get(first)).to.equal(error);
    expect(ended.get(second)).to.equal(error);
    expect(clock.countTimers()).to.equal(0);
  });

  it('remembers no more than a thousand timed-out requests', async () => {
    for (let n = 0; n < 1_001; n++) ask(1);
    await clock.tickAsync(1);
    expect(correlator.settle(answerTo('1'))).to.equal('duplicate-answer');
    expect(correlator.settle(answerTo('2'))).to.equal('late-answer');
  });
});
