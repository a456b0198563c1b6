import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EMPTY, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import sinon, { type SinonFakeTimers } from 'sinon';
import { rounds } from './rounds.js';

describe('rounds', () => {
  let time: SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers();
  });
  afterEach(() => time.restore());

  const watch = (wait: () => number, round: () => Observable<string>) => {
    const told: string[] = [];
    const subscription = rounds(wait, round).subscribe({
      next: (value) => told.push(`${Date.now()} ${value}`),
      error: (error: unknown) => told.push(`${Date.now()} ${String(error)}`),
    });
    return { told, subscription };
  };

  it('waits before each round, and asks anew how long', () => {
    let waits = 0;
    const { told, subscription } = watch(
      () => (waits += 10),
      () => of('round'),
    );
    time.tick(60);
    expect(told).to.deep.equal(['10 round', '30 round', '60 round']);
    subscription.unsubscribe();
    expect(time.countTimers()).to.equal(0);
  });

  it('begins no wait before a round is over', () => {
    const open = new Subject<string>();
    const { told, subscription } = watch(
      () => 10,
      () => open,
    );
    time.tick(100);
    open.next('late');
    expect(time.countTimers()).to.equal(0);
    open.complete();
    expect(time.countTimers()).to.equal(1);
    expect(told).to.deep.equal(['100 late']);
    subscription.unsubscribe();
  });

  it('lets go of the round it is in, and leaves no timer after rounds that ended at once', () => {
    const open = new Subject<string>();
    const { subscription } = watch(
      () => 10,
      () => open,
    );
    time.tick(10);
    expect(open.observed).to.equal(true);
    subscription.unsubscribe();
    expect(open.observed).to.equal(false);
    const empty = watch(
      () => 10,
      () => EMPTY,
    );
    time.tick(25);
    empty.subscription.unsubscribe();
    expect(time.countTimers()).to.equal(0);
  });

  it('fails as a round does', () => {
    const { told } = watch(
      () => 10,
      () => throwError(() => new Error('cut')),
    );
    time.tick(100);
    expect(told).to.deep.equal(['10 Error: cut']);
    expect(time.countTimers()).to.equal(0);
  });

  it('never begins where there is no end of the wait', () => {
    const { subscription } = watch(
      () => Infinity,
      () => NEVER,
    );
    expect(time.countTimers()).to.equal(0);
    subscription.unsubscribe();
  });
});
