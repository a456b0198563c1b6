import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('calls back in order of time, each at its own moment', () => {
    const clock = new ManualClock(0);
    const calls: string[] = [];
    clock.after(20, () => calls.push(`late at ${clock.now()}`));
    clock.after(10, () => {
      calls.push(`early at ${clock.now()}`);
      clock.after(5, () => calls.push(`between at ${clock.now()}`));
    });
    clock.advance(20);
    expect(calls).to.deep.equal(['early at 10', 'between at 15', 'late at 20']);
    expect(clock.now()).to.equal(20);
  });

  it('does not call what was taken back, nor what never falls due', () => {
    const clock = new ManualClock(0);
    const calls: string[] = [];
    clock.after(10, () => calls.push('taken back'))();
    clock.after(Infinity, () => calls.push('never'));
    clock.advance(1_000_000);
    expect(calls).to.deep.equal([]);
  });
});
