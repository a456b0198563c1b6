import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { PlatformUnavailableError } from '../errors/platform.js';
import { type Failure, final, type RetryTerms, withRetries } from './with-retries.js';

const platformRule = [5_000, 10_000, 15_000];
const terms = (given: Partial<RetryTerms> = {}): RetryTerms => ({
  retryDelays: platformRule,
  signal: new AbortController().signal,
  ...given,
});
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const unavailable = (retryAfter?: number): PlatformUnavailableError =>
  new PlatformUnavailableError('down', 503, retryAfter);

describe('withRetries', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** The moments at which the attempts were made, for an attempt that fails with these errors and then succeeds. */
  const run = (
    given: Partial<RetryTerms>,
    ...errors: readonly Error[]
  ): { moments: number[]; end: Promise<unknown> } => {
    const moments: number[] = [];
    const attempt = async (): Promise<string> => {
      moments.push(clock.now);
      const error = errors[moments.length - 1];
      if (error !== undefined) throw error;
      return 'done';
    };
    const end = withRetries(terms(given), { attempt });
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
    const attempt = (rule: number): Promise<never> => {
      rules.push(rule);
      return Promise.reject(unavailable());
    };
    const end = withRetries(terms(), { attempt });
    end.catch(() => undefined);
    await clock.runAllAsync();
    expect(rules).to.deep.equal([5_000, 10_000, 15_000, 15_000]);
  });

  it('tells of each attempt that failed, and repeats only what may pass', async () => {
    const told: Failure[] = [];
    const errors = [unavailable(), unavailable(20_000), new Error('for good')];
    const attempt = (): Promise<never> => Promise.reject(errors[told.length] ?? new Error('once too often'));
    const isPassing = (error: Error): boolean => error instanceof PlatformUnavailableError;
    const end = withRetries(terms(), { attempt, isPassing, failed: (failure) => told.push(failure) });
    const failure = failureOf(end);
    await clock.runAllAsync();
    expect(await failure).to.equal(errors[2]);
    expect(told).to.deep.equal([
      { error: errors[0], attempt: 1, retryIn: 5_000 },
      { error: errors[1], attempt: 2, retryIn: 20_000 },
      { error: errors[2], attempt: 3 },
    ]);
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
    const attempt = async (): Promise<void> => {
      owner.abort('a reason that is no error');
      owner.signal.throwIfAborted();
    };
    expect(await failureOf(withRetries(terms({ signal: owner.signal }), { attempt }))).to.equal(
      'a reason that is no error',
    );
  });

  it('attempts nothing for a signal that is already aborted', async () => {
    const { moments, end } = run({ signal: AbortSignal.abort('over') });
    expect(await failureOf(end)).to.equal('over');
    expect(moments).to.deep.equal([]);
  });
});
