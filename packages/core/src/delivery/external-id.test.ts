import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { keyedId, replyId } from './external-id.js';

const UUID = '0c0ffee0-aaaa-4bbb-8ccc-000000000001';

describe('replyId', () => {
  it('is readable for an ordinary dialog', () => {
    expect(replyId(UUID, '17', 2)).to.equal(`hf:${UUID}:17:2`);
  });

  it('is at most 64 characters of plain text, the same each time, and another for each reply', () => {
    const parts = fc.tuple(fc.string({ minLength: 1, maxLength: 256 }), fc.nat().map(String), fc.integer({ min: 1 }));
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const id = replyId(...one);
        expect(id).to.match(/^[\w.:-]{1,64}$/);
        expect(replyId(...one)).to.equal(id);
        expect(replyId(...other) === id).to.equal(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it('fits the longest sequence into a UUID', () => {
    expect(replyId(UUID, String(Number.MAX_SAFE_INTEGER), 1)).to.have.length.at.most(64);
  });
});

describe('keyedId', () => {
  it('belongs to one dialog and one key', () => {
    const ids = [keyedId('a', 'x'), keyedId('a', 'y'), keyedId('b', 'x'), replyId('a', 'x', 1)];
    expect(new Set(ids).size).to.equal(4);
    expect(keyedId('a', 'x')).to.equal(ids[0]);
    expect(keyedId('a', 'k'.repeat(1_000))).to.have.length.at.most(64);
  });
});
