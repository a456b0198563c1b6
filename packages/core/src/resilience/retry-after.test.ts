import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { retryAfter } from './retry-after.js';

const serverDate = 'Tue, 15 Nov 1994 08:12:31 GMT';

describe('retryAfter', () => {
  it('reads seconds', () => {
    expect(retryAfter('7')).to.equal(7_000);
    expect(retryAfter(' 120 ')).to.equal(120_000);
    expect(retryAfter('0')).to.equal(0);
  });

  it('judges a date by the date of the answer, whatever our own clock says', () => {
    expect(retryAfter('Tue, 15 Nov 1994 08:13:01 GMT', { serverDate })).to.equal(30_000);
  });

  it('takes a date that has passed as no wait of its own', () => {
    expect(retryAfter('Tue, 15 Nov 1994 08:00:00 GMT', { serverDate })).to.equal(0);
    expect(retryAfter('Tue, 15 Nov 1994 08:00:00 GMT', { serverDate, atLeast: 1_000 })).to.equal(1_000);
  });

  it('keeps within the bounds', () => {
    expect(retryAfter('1', { atLeast: 5_000 })).to.equal(5_000);
    expect(retryAfter('86400')).to.equal(600_000);
    expect(retryAfter('86400', { atMost: 60_000 })).to.equal(60_000);
  });

  const senseless = ['', ' ', '-5', '1.5', '1e3', 'NaN', 'Infinity', '0x10', '5, 5', 'soon', '9'.repeat(40), '٣'];
  for (const header of senseless) {
    it(`knows nothing from ${JSON.stringify(header)}`, () => {
      expect(retryAfter(header, { serverDate, atLeast: 1_000 })).to.equal(undefined);
    });
  }

  it('knows nothing from a date without the date of the answer, nor from dates in other shapes', () => {
    expect(retryAfter('Tue, 15 Nov 1994 08:13:01 GMT')).to.equal(undefined);
    expect(retryAfter('Tue, 15 Nov 1994 08:13:01 GMT', { serverDate: 'yesterday' })).to.equal(undefined);
    expect(retryAfter('1994-11-15T08:13:01Z', { serverDate })).to.equal(undefined);
    expect(retryAfter('Tue, 99 Nov 1994 08:13:01 GMT', { serverDate })).to.equal(undefined);
  });

  it('knows nothing without a header', () => {
    expect(retryAfter(undefined, { atLeast: 1_000 })).to.equal(undefined);
  });

  it('gives a wait within the bounds or nothing for any text at all', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, date) => {
        const wait = retryAfter(header, { serverDate: date, atLeast: 1_000, atMost: 2_000 });
        if (wait !== undefined) expect(wait).to.be.within(1_000, 2_000);
      }),
    );
  });
});
