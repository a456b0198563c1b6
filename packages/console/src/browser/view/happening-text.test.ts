import { expect } from 'chai';
import { describe, it } from 'mocha';
import { happeningText } from './happening-text.js';

const textOf = (detail: Readonly<Record<string, unknown>>): string =>
  happeningText({ id: '1', at: 0, name: 'interrupted', detail });

describe('happeningText', () => {
  it('tells the facts of an event in a line', () => {
    expect(textOf({ reason: 'closed', code: 1_006, retryIn: 1_234, ready: false })).to.equal(
      'reason closed · code 1006 · retry in 1.2 s · ready false',
    );
  });

  it('tells no more than fits, and nothing that is no fact', () => {
    expect(textOf({ error: { secret: 1 }, list: [1], nothing: null })).to.equal('');
    expect(textOf({ reason: 'x'.repeat(10_000) })).to.have.lengthOf(127);
    expect(textOf(Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`n${index}`, index])))).to.equal(
      'n0 0 · n1 1 · n2 2 · n3 3 · n4 4 · n5 5 · n6 6 · n7 7',
    );
  });
});
