import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { loginFloor, refusedDelay } from './login-delay.js';
import type { Window } from './window.js';

const windows: readonly Window[] = [
  [120_000, 180_000],
  [180_000, 300_000],
  [300_000, 600_000],
];

describe('refusedDelay', () => {
  it('grows with each refusal and then stays', () => {
    const waits = [1, 2, 3, 4, 99].map((refusals) => refusedDelay({ refusals, windows, chance: 0.5 }));
    expect(waits).to.deep.equal([150_000, 240_000, 450_000, 450_000, 450_000]);
  });
});

describe('loginFloor', () => {
  it('lets the first login begin at once', () => {
    expect(loginFloor({ now: 0, minInterval: 5_000 })).to.equal(0);
  });

  it('never lets two logins begin closer than the interval', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.nat(10_000), (lastLoginAt, later, minInterval) => {
        const now = lastLoginAt + later;
        expect(now + loginFloor({ lastLoginAt, now, minInterval }) - lastLoginAt).to.be.at.least(minInterval);
      }),
    );
  });

  it('never waits longer than the interval, even if the clock was set back', () => {
    expect(loginFloor({ lastLoginAt: 1_000_000, now: 0, minInterval: 5_000 })).to.equal(5_000);
  });
});
