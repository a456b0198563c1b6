import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Ledger } from './ledger.js';

describe('Ledger', () => {
  let ledger: Ledger;
  beforeEach(() => (ledger = new Ledger()));

  it('gives each message found once, the first first', () => {
    for (const sequence of [4, 7, 4]) ledger.found('same', sequence);
    expect([ledger.claim('same'), ledger.claim('same'), ledger.claim('same')]).to.deep.equal([4, 7, undefined]);
  });

  it('does not find again what was claimed or answered', () => {
    ledger.found('a', 1);
    ledger.claim('a');
    ledger.settle(2);
    ledger.found('a', 1);
    ledger.found('a', 2);
    expect(ledger.claim('a')).to.equal(undefined);
  });

  it('starts afresh when cleared', () => {
    ledger.settle(1);
    ledger.found('b', 2);
    ledger.clear();
    ledger.found('a', 1);
    expect([ledger.claim('a'), ledger.claim('b')]).to.deep.equal([1, undefined]);
  });
});
