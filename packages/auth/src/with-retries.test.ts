import { type Call, PlatformUnavailableError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { callWith, failureOf } from './loopback-platform.test.support.js';
import { final, withRetries } from './with-retries.js';

const platformRule = [5_000, 10_000, 15_000];
const unavailable = (retryAfter?: number): PlatformUnavailableError =>
  new PlatformUnavailableError('down', 503, retryAfter);

describe('withRetries', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** The moments at which the attempts were made, for an attempt that fails with these errors and then succeeds. */
  const run = (call: Partial<Call>, ...errors: readonly Error[]): { moments: number[]; end: Promise<unknown> } => {
    const moments: number[] = [];
    const end = withRetries(callWith({ retryDelays: platformRule, ...call }), () => {
      moments.push(clock.now);
      const error = errors[moments.length - 1];
      return error ? Promise.reject(error) : Promise.resolve('done');
    });
    end.catch(() => undefined);
    return { moments, end };
  };

  it('tries again after 5, 10 and 15 seconds and then gives up with the last error', async () => {
    const last = unavailable();
    const { moments, end } = run({}, unavailable(), unavailable(), unavailable(), last);
    await clock.tickAsync(29_999);
    expect(moments).to.deep.equal([0, 5_000, 15_000]);
    await clock.tickAsync(1);
    expect(moments).to.deep.equal([0, 5_000, 15_000, 30_000]);
    expect(await failureOf(end)).to.equal(last);
    expect(clock.countTimers()).to.equal(0);
  });

  it('stops at the first success', async () => {
    const { moments, end } = run({}, unavailable(), unavailable());
    await clock.runAllAsync();
    expect(await end).to.equal('done');
    expect(moments).to.deep.equal([0, 5_000, 15_000]);
  });

  it('tries once without retry delays', async () => {
    const { moments, end } = run({ retryDelays: [] }, unavailable());
    await clock.runAllAsync();
    expect(await failureOf(end)).to.be.instanceOf(PlatformUnavailableError);
    expect(moments).to.deep.equal([0]);
  });

  it('does not repeat a final error', async () => {
    const refused = new Error('refused');
    const { moments, end } = run({}, final(refused));
    await clock.runAllAsync();
    expect(await failureOf(end)).to.equal(refused);
    expect(moments).to.deep.equal([0]);
  });

  it('waits as long as the platform asks, and never shorter than its rule', async () => {
    const { moments } = run({}, unavailable(7_000), unavailable(2_000));
    await clock.runAllAsync();
    expect(moments).to.deep.equal([0, 7_000, 17_000]);
  });

  it('leaves a wait of more than a minute to the session', async () => {
    const asked = unavailable(60_001);
    const { moments, end } = run({}, asked);
    await clock.runAllAsync();
    expect(await failureOf(end)).to.equal(asked);
    expect(moments).to.deep.equal([0]);
  });

  it('tells each attempt the wait that follows it', async () => {
    const rules: number[] = [];
    const end = withRetries(callWith({ retryDelays: platformRule }), (rule) => {
      rules.push(rule);
      return Promise.reject(unavailable());
    });
    end.catch(() => undefined);
    await clock.runAllAsync();
    expect(rules).to.deep.equal([5_000, 10_000, 15_000, 15_000]);
  });

  for (const reason of [new Error('stopped'), 'a reason that is no error']) {
    it(`rejects at once with the reason of an abort during a wait: ${String(reason)}`, async () => {
      const owner = new AbortController();
      const { moments, end } = run({ signal: owner.signal }, unavailable());
      await clock.tickAsync(1_000);
      owner.abort(reason);
      expect(await failureOf(end)).to.equal(reason);
      expect(moments).to.deep.equal([0]);
      expect(clock.countTimers()).to.equal(0);
    });
  }

  it('rejects with the very reason of an abort during an attempt, whatever its type', async () => {
    const owner = new AbortController();
    const end = withRetries(callWith({ signal: owner.signal, retryDelays: platformRule }), async () => {
      owner.abort('a reason that is no error');
      owner.signal.throwIfAborted();
    });
    expect(await failureOf(end)).to.equal('a reason that is no error');
  });

  it('attempts nothing for a signal that is already aborted', async () => {
    const { moments, end } = run({ signal: AbortSignal.abort('over') });
    expect(await failureOf(end)).to.equal('over');
    expect(moments).to.deep.equal([]);
  });
});
