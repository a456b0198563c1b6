import { expect } from 'chai';
import { describe, it } from 'mocha';
import { agoText } from './ago-text.js';
import { durationText } from './duration-text.js';
import { wholeSecondsText } from './whole-seconds-text.js';

describe('durationText', () => {
  it('says as much as helps', () => {
    const texts = [-5, 0, 12.4, 999, 1_000, 9_949, 12_900, 60_000, 200_000, 3_600_000, 7_500_000, 90_000_000].map(
      durationText,
    );
    expect(texts).to.deep.equal([
      '0 ms',
      '0 ms',
      '12 ms',
      '999 ms',
      '1.0 s',
      '9.9 s',
      '12 s',
      '1 min',
      '3 min 20 s',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
    ]);
  });
});

describe('What counts on the page', () => {
  it('counts whole seconds', () => {
    expect([-1, 0, 1_999, 12_900, 61_000].map(wholeSecondsText)).to.deep.equal([
      '0 s',
      '0 s',
      '1 s',
      '12 s',
      '1 min 1 s',
    ]);
    expect([agoText(1_000, 1_500), agoText(1_000, 4_500), agoText(9_000, 1_000)]).to.deep.equal([
      'just now',
      '3 s ago',
      'just now',
    ]);
  });
});
