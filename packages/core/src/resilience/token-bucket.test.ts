import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { TokenBucket } from './token-bucket.js';

describe('TokenBucket', () => {
  it('gives turns in the order of asking, one interval apart', () => {
    const bucket = new TokenBucket({ perSecond: 20 }, { now: () => 1_000 });
    expect([1, 2, 3, 4].map(() => bucket.reserve())).to.deep.equal([0, 50, 100, 150]);
  });

  it('lets a burst go at once after a rest, and no more than that', () => {
    let now = 0;
    const bucket = new TokenBucket({ perSecond: 20, burst: 3 }, { now: () => now });
    expect([1, 2, 3, 4, 5].map(() => bucket.reserve())).to.deep.equal([0, 0, 0, 50, 100]);
    now = 3_600_000;
    expect([1, 2, 3, 4].map(() => bucket.reserve())).to.deep.equal([0, 0, 0, 50]);
  });

  it('forgets its debts when the clock is another one', () => {
    let now = 3_600_000;
    const bucket = new TokenBucket({ perSecond: 20 }, { now: () => now });
    bucket.reserve();
    now = 0;
    expect([1, 2].map(() => bucket.reserve())).to.deep.equal([0, 50]);
  });

  it('never grants more than the rate and the burst in any second, nor overtakes', () => {
    const pauses = fc.array(fc.nat(200), { maxLength: 200 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 1, max: 10 }), (steps, burst) => {
        let now = 0;
        const bucket = new TokenBucket({ perSecond: 20, burst }, { now: () => now });
        const turns = steps.map((step) => {
          now += step;
          return now + bucket.reserve();
        });
        turns.forEach((turn, index) => {
          expect(turn).to.be.at.least(turns[index - 1] ?? 0);
          const earlier = turns[index - (20 + burst)];
          if (earlier !== undefined) expect(turn - earlier).to.be.at.least(1_000 - 1e-6);
        });
      }),
    );
  });

  it('keeps a crowd that comes at once, after any rest, below its burst and its rate in every 100 ms', () => {
    const moments = fc.array(fc.nat(2_000), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(moments, (crowd) => {
        let now = 0;
        const bucket = new TokenBucket({ perSecond: 20, burst: 8 }, { now: () => now });
        const turns = crowd
          .toSorted((a, b) => a - b)
          .map((moment) => {
            now = moment;
            return now + bucket.reserve();
          });
        const busiest = Math.max(...turns.map((from) => turns.filter((at) => at >= from && at < from + 100).length));
        expect(busiest).to.be.at.most(10);
      }),
    );
  });
});
