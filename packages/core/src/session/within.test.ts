import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { NEVER, type Observable, Subject } from 'rxjs';
import sinon, { type SinonFakeTimers } from 'sinon';
import { within } from './within.js';

describe('within', () => {
  let time: SinonFakeTimers;
  let told: unknown[];
  beforeEach(() => {
    time = sinon.useFakeTimers();
    told = [];
  });
  afterEach(() => time.restore());

  const watch = (source: Observable<unknown>, limit: number): void => {
    source.pipe(within(limit, () => new Error('late'))).subscribe({
      next: (value) => told.push(value),
      error: (error: unknown) => told.push(String(error)),
      complete: () => told.push('complete'),
    });
  };

  it('gives the first value, completes, and leaves no timer', () => {
    const source = new Subject<string>();
    watch(source, 10);
    time.tick(9);
    source.next('in time');
    expect(told).to.deep.equal(['in time', 'complete']);
    expect(source.observed).to.equal(false);
    expect(time.countTimers()).to.equal(0);
  });

  it('fails when the time is over, and lets go of the source', () => {
    const source = new Subject<string>();
    watch(source, 10);
    time.tick(10);
    expect(told).to.deep.equal(['Error: late']);
    expect(source.observed).to.equal(false);
  });

  it('fails as the source does', () => {
    const source = new Subject<string>();
    watch(source, 10);
    source.error(new Error('broken'));
    expect(told).to.deep.equal(['Error: broken']);
    expect(time.countTimers()).to.equal(0);
  });

  it('waits for ever where there is no limit', () => {
    watch(NEVER, Infinity);
    time.tick(1e9);
    expect(told).to.deep.equal([]);
  });
});
