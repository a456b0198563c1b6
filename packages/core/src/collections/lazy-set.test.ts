import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LazySet } from './lazy-set.js';

describe('LazySet', () => {
  it('is an empty set before its first value', () => {
    const set = new LazySet<string>();
    set.clear();
    expect(set.delete('one')).to.equal(false);
    expect(set.has('one')).to.equal(false);
    expect([set.size, [...set]]).to.deep.equal([0, []]);
  });

  it('holds each value once, in the order in which they came', () => {
    const set = new LazySet<string>();
    for (const value of ['two', 'one', 'two']) set.add(value);
    expect([set.size, set.has('one'), [...set]]).to.deep.equal([2, true, ['two', 'one']]);
    expect(set.delete('two')).to.equal(true);
    expect([...set]).to.deep.equal(['one']);
    set.clear();
    expect(set.size).to.equal(0);
  });
});
