import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { withDeadline } from './with-deadline.js';

/** Ends with its signal, by an error of its own. */
const untilTheEnd = (end: AbortSignal): Promise<never> =>
  new Promise((_, reject) => end.addEventListener('abort', () => reject(new Error('its own'))));

const reasonOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('withDeadline', () => {
  const late = new Error('late');
  let clock: sinon.SinonFakeTimers;
  let owner: AbortController;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
    owner = new AbortController();
  });
  afterEach(() => clock.restore());

  const within = <T>(run: (end: AbortSignal) => Promise<T>): Promise<T> =>
    withDeadline({ timeout: 1_000, signal: owner.signal }, run, () => late);

  it('gives what is there in time, and leaves no timer', async () => {
    expect(await within(() => Promise.resolve('there'))).to.equal('there');
    expect(clock.countTimers()).to.equal(0);
  });

  it('rejects with the error of what failed in time, and leaves no timer', async () => {
    expect(await reasonOf(within(() => Promise.reject(new Error('broken'))))).to.have.property('message', 'broken');
    expect(clock.countTimers()).to.equal(0);
  });

  it('ends what takes too long, and says that it was late', async () => {
    const ended = reasonOf(within(untilTheEnd));
    await clock.tickAsync(999);
    expect(clock.countTimers()).to.equal(1);
    await clock.tickAsync(1);
    expect(await ended).to.equal(late);
  });

  it('gives what comes of it after its end', async () => {
    const given = within((end) => untilTheEnd(end).catch(() => 'half of it'));
    await clock.tickAsync(1_000);
    expect(await given).to.equal('half of it');
  });

  it('rejects with the very reason of its owner, and leaves no timer', async () => {
    const ended = reasonOf(within(untilTheEnd));
    owner.abort('enough');
    expect(await ended).to.equal('enough');
    expect(clock.countTimers()).to.equal(0);
  });

  it('begins nothing for an owner who has given up already', async () => {
    owner.abort('enough');
    const run = sinon.stub().resolves();
    expect(await reasonOf(within(run))).to.equal('enough');
    expect(run.callCount).to.equal(0);
  });
});
