import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Tally } from './tally.js';

describe('Tally', () => {
  it('counts by kind', () => {
    const tally = new Tally();
    for (const kind of ['a', 'b', 'a']) tally.add(kind);
    expect(tally.snapshot()).to.deep.equal({ a: 2, b: 1 });
  });

  it('counts together what comes after a hundred kinds, and goes on with those it knows', () => {
    const tally = new Tally();
    for (let kind = 0; kind < 1_000_000; kind += 1) tally.add(`kind-${kind}`);
    tally.add('kind-0');
    const counts = tally.snapshot();
    expect(Object.keys(counts)).to.have.length(101);
    expect([counts['kind-0'], counts['kind-99'], counts['other']]).to.deep.equal([2, 1, 999_900]);
  });
});
