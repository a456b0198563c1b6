import { expect } from 'chai';
import { describe, it } from 'mocha';
import { spread } from './spread.js';

describe('spread', () => {
  it('varies an interval by a tenth, up and down', () => {
    expect([0, 0.5, 0.999_999].map((chance) => Math.round(spread(300_000, chance)))).to.deep.equal([
      270_000, 300_000, 330_000,
    ]);
  });

  it('varies by any other share on request', () => {
    expect([0, 0.5].map((chance) => spread(1_000, chance, 0.5))).to.deep.equal([500, 1_000]);
  });
});
