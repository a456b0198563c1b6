import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ArenaError } from '../arena-error.js';
import { inWords, milliseconds } from './duration.js';

describe('A duration', () => {
  const known: readonly (readonly [number | string, number])[] = [
    [0, 0],
    [1_500, 1_500],
    ['20', 20],
    ['250 ms', 250],
    ['30 s', 30_000],
    ['10 min', 600_000],
    ['1.5h', 5_400_000],
  ];
  for (const [given, expected] of known) {
    it(`${JSON.stringify(given)} is ${expected} ms`, () => expect(milliseconds(given)).to.equal(expected));
  }

  for (const given of ['', ' ', '10 minutes', '-1 s', 's', -1, NaN, Infinity]) {
    it(`${JSON.stringify(given)} (${given}) is refused with the forms that are not`, () =>
      expect(() => milliseconds(given)).to.throw(ArenaError, "'10 min'"));
  }

  it('is told in the largest unit that it fills', () => {
    expect([0, 12.34, 1_000, 90_000, 7_200_000].map(inWords)).to.deep.equal([
      '0 ms',
      '12.3 ms',
      '1 s',
      '1.5 min',
      '2 h',
    ]);
  });
});
