import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { RepeatLimit } from './repeat-limit.js';

describe('RepeatLimit', () => {
  let now = 0;
  const clock = { now: () => now };
  beforeEach(() => {
    now = 0;
  });

  it('admits the first, and then tells with the next one how many it turned away', () => {
    const limit = new RepeatLimit({ every: 60_000 }, clock);
    expect(limit.admit('a')).to.deep.equal({ admitted: true, suppressed: 0 });
    expect(limit.admit('a')).to.deep.equal({ admitted: false, suppressed: 1 });
    now = 59_999;
    expect(limit.admit('a')).to.deep.equal({ admitted: false, suppressed: 2 });
    now = 60_000;
    expect(limit.admit('a')).to.deep.equal({ admitted: true, suppressed: 2 });
    now = 120_000;
    expect(limit.admit('a')).to.deep.equal({ admitted: true, suppressed: 0 });
  });

  it('counts each key by itself', () => {
    const limit = new RepeatLimit({}, clock);
    limit.admit('a');
    expect(limit.admit('b').admitted).to.equal(true);
  });

  it('admits as many as it was told to', () => {
    const limit = new RepeatLimit({ first: 2 }, clock);
    expect([1, 2, 3].map(() => limit.admit('a').admitted)).to.deep.equal([true, true, false]);
  });

  it('forgets the key unseen for longest when there are too many', () => {
    const limit = new RepeatLimit({ keys: 2 }, clock);
    limit.admit('a');
    limit.admit('b');
    limit.admit('a');
    limit.admit('c');
    expect(limit.admit('a').admitted, 'seen lately').to.equal(false);
    expect(limit.admit('b').admitted, 'forgotten').to.equal(true);
  });
});
