import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { looks } from './looks.js';

describe('looks', () => {
  let clock: sinon.SinonFakeTimers;
  let end: AbortController;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
    end = new AbortController();
  });
  afterEach(() => clock.restore());

  const until = (): AbortSignal => end.signal;

  it('looks at once, and again after each wait, and emits what there is to tell', async () => {
    const answers = ['one', undefined, 'two'];
    const begin = () => () => Promise.resolve(answers.shift());
    const told: string[] = [];
    looks({ every: 1_000, until, begin }).subscribe((value) => told.push(value));
    await clock.tickAsync(0);
    expect(told).to.deep.equal(['one']);
    await clock.tickAsync(1_999);
    expect(told).to.deep.equal(['one']);
    await clock.tickAsync(1);
    expect(told).to.deep.equal(['one', 'two']);
  });

  it('never looks twice at a time', async () => {
    const look = sinon.stub().returns(new Promise(() => undefined));
    looks({ every: 10, until, begin: () => look }).subscribe();
    await clock.tickAsync(1_000);
    expect(look.callCount).to.equal(1);
  });

  it('begins anew for each subscriber', async () => {
    const begin = sinon.stub().returns(() => Promise.resolve('x'));
    const watched = looks({ every: 10, until, begin });
    expect(begin.callCount).to.equal(0);
    watched.subscribe();
    watched.subscribe();
    expect(begin.callCount).to.equal(2);
  });

  it('completes with the signal, and leaves neither a timer nor a look', async () => {
    let leaving: AbortSignal | undefined;
    const begin = () => (signal: AbortSignal) => {
      leaving = signal;
      return Promise.resolve('x');
    };
    const complete = sinon.spy();
    looks({ every: 10, until, begin }).subscribe({ complete });
    await clock.tickAsync(5);
    end.abort();
    expect(complete.callCount).to.equal(1);
    expect(clock.countTimers()).to.equal(0);
    expect(leaving?.aborted).to.equal(true);
  });

  it('aborts the look of who unsubscribes', () => {
    const look = sinon.stub<[AbortSignal]>().returns(new Promise(() => undefined));
    looks({ every: 10, until, begin: () => look })
      .subscribe()
      .unsubscribe();
    expect(look.firstCall.args[0].aborted).to.equal(true);
  });

  it('fails with what a look rejects with, and with what is thrown before it', async () => {
    const [broken, over] = [new Error('broken'), new Error('over')];
    const error = sinon.spy();
    looks({ every: 10, until, begin: () => () => Promise.reject(broken) }).subscribe({ error });
    const tooLate = (): never => {
      throw over;
    };
    looks({ every: 10, until: tooLate, begin: () => () => Promise.resolve() }).subscribe({ error });
    await clock.tickAsync(0);
    expect(error.args).to.have.deep.members([[over], [broken]]);
    expect(clock.countTimers()).to.equal(0);
  });
});
