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

  type Step = readonly [name: string, key: number];
  const steps = (...names: readonly string[]): fc.Arbitrary<Step[]> =>
    fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(3)), { maxLength: 25 });

  /** What each step gives, and what the map shows after it. */
  const play = (map: Map<number, number> | LazyMap<number, number>, list: readonly Step[]): unknown[] => {
    const walks = [map[Symbol.iterator]()];
    const set = new Set<number>();
    return list.map(([name, key], index) => {
      if (name === 'set' || (name === 'set once' && !set.has(key))) map.set(key, index);
      else if (name === 'clear') map.clear();
      else if (name === 'walk') walks.push(map[Symbol.iterator]());
      if (name === 'set once') set.add(key);
      const gone = name === 'delete' && map.delete(key);
      const shown = name === 'next' && walks[key % walks.length]?.next();
      return [gone, shown, map.size, map.get(key), map.has(key), [...map], [...map.keys()], [...map.values()]];
    });
  };

  for (const [what, names] of [
    ['does what a map does', ['set', 'set', 'delete', 'clear']],
    ['shows what a map shows while it is walked', ['set once', 'delete', 'clear', 'next', 'next', 'walk']],
  ] as const) {
    it(what, () => {
      fc.assert(
        fc.property(steps(...names), (list) => {
          expect(play(new LazyMap(), list)).to.deep.equal(play(new Map(), list));
        }),
        { numRuns: 2_000 },
      );
    });
  }

  it('shows an entry once that is deleted and set again while it is shown', () => {
    const map = new LazyMap<string, number>();
    map.set('one', 1);
    const shown: unknown[] = [];
    for (const entry of map) {
      shown.push(entry);
      map.delete('one');
      map.set('one', 2);
      map.set('two', 2);
    }
    expect(shown).to.deep.equal([
      ['one', 1],
      ['two', 2],
    ]);
  });
});
