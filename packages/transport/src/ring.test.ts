import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Ring } from './ring.js';

describe('Ring', () => {
  it('gives back each once, by its number', () => {
    const ring = new Ring<{ readonly number: number }>();
    const item = { number: 7 };
    ring.add(item);
    expect([ring.take(8), ring.take(7), ring.take(7)]).to.deep.equal([undefined, item, undefined]);
  });

  it('knows nothing before anything was added', () => {
    expect(new Ring().take(0)).to.equal(undefined);
  });

  it('keeps whoever waits while ten thousand others come and go', () => {
    const ring = new Ring<{ readonly number: number }>();
    for (let number = 1; number <= 3; number += 1) ring.add({ number });
    for (let number = 4; number < 10_000; number += 1) {
      ring.add({ number });
      ring.take(number);
    }
    expect(ring.size).to.equal(3);
    expect([1, 2, 3].map((number) => ring.take(number)?.number)).to.deep.equal([1, 2, 3]);
    expect(ring.size).to.equal(0);
  });

  it('is as good as a map, whatever is added and taken', () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 1, max: 9_000 }) }),
      fc.record({ take: fc.integer({ min: 0, max: 40_000 }) }),
      fc.record({ takeFrom: fc.integer({ min: 0, max: 20_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const ring = new Ring<{ readonly number: number }>();
        const map = new Map<number, { readonly number: number }>();
        let last = 0;
        for (const each of steps) {
          if ('add' in each) {
            const item = { number: (last += each.add) };
            ring.add(item);
            map.set(item.number, item);
          } else {
            const known = [...map.keys()];
            const number = 'take' in each ? each.take : (known[each.takeFrom % Math.max(1, known.length)] ?? 0);
            expect(ring.take(number)).to.equal(map.get(number));
            map.delete(number);
          }
          expect(ring.size).to.equal(map.size);
        }
      }),
    );
  });
});
