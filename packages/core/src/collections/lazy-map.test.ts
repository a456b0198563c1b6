import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LazyMap } from './lazy-map.js';

describe('LazyMap', () => {
  it('is an empty map before its first entry', () => {
    const map = new LazyMap<string, number>();
    map.clear();
    expect(map.delete('one')).to.equal(false);
    expect(map.has('one')).to.equal(false);
    expect(map.get('one')).to.equal(undefined);
    expect([map.size, [...map], [...map.keys()], [...map.values()]]).to.deep.equal([0, [], [], []]);
  });

  it('keeps its entries in the order in which they came', () => {
    const map = new LazyMap<string, number>();
    map.set('two', 2);
    map.set('one', 1);
    expect([...map]).to.deep.equal([
      ['two', 2],
      ['one', 1],
    ]);
    expect([map.size, map.get('two'), map.has('one')]).to.deep.equal([2, 2, true]);
    expect(map.delete('two')).to.equal(true);
    expect([[...map.keys()], [...map.values()]]).to.deep.equal([['one'], [1]]);
    map.clear();
    expect(map.size).to.equal(0);
  });

  it('shows what is added while it is walked, as a map does', () => {
    const map = new LazyMap<number, string>();
    map.set(1, 'one');
    const walked: number[] = [];
    for (const key of map.keys()) {
      walked.push(key);
      map.delete(key);
      if (key < 3) map.set(key + 1, 'next');
    }
    expect(walked).to.deep.equal([1, 2, 3]);
  });
});
