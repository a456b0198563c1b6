import { expect } from 'chai';
import fc from 'fast-check';
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

  it('does and shows what a map does, also while it is walked', () => {
    const step = fc.tuple(fc.constantFrom('set', 'set', 'delete', 'clear', 'next', 'next', 'walk'), fc.nat(3));
    const play = (
      map: Map<number, number> | LazyMap<number, number>,
      steps: readonly [string, number][],
    ): unknown[] => {
      const walks = [map[Symbol.iterator]()];
      return steps.map(([name, key], index) => {
        if (name === 'set') map.set(key, index);
        else if (name === 'clear') map.clear();
        else if (name === 'walk') walks.push(map[Symbol.iterator]());
        const gone = name === 'delete' && map.delete(key);
        const shown = name === 'next' && walks[key % walks.length]?.next();
        return [gone, shown, map.size, map.get(key), map.has(key), [...map], [...map.keys()], [...map.values()]];
      });
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        expect(play(new LazyMap(), steps)).to.deep.equal(play(new Map(), steps));
      }),
      { numRuns: 2_000 },
    );
  });
});
