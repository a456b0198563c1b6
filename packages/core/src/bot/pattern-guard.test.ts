import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PatternGuard } from './pattern-guard.js';

describe('PatternGuard', () => {
  it('searches from the start of each text, whatever the flags of the pattern remember', () => {
    const global = new PatternGuard().pattern(/a/g);
    expect([global('xa'), global('xa')].map((match) => match?.index)).to.deep.equal([1, 1]);
    const sticky = new PatternGuard().pattern(/a/y);
    expect([sticky('ab'), sticky('ab')].map((match) => match?.index)).to.deep.equal([0, 0]);
    expect(sticky('ba')).to.equal(null);
  });

  it('leaves the author’s own pattern untouched', () => {
    const written = /a/g;
    written.lastIndex = 7;
    new PatternGuard().pattern(written)('xa');
    expect(written.lastIndex).to.equal(7);
  });

  it('ends a search that a hostile text makes endless', () => {
    const pattern = new PatternGuard().pattern(/(a+)+$/);
    expect(() => pattern(`${'a'.repeat(50_000)}!`))
      .to.throw()
      .with.property('code', 'ERR_SCRIPT_EXECUTION_TIMEOUT');
  });

  it('searches on after it has ended one', () => {
    const pattern = new PatternGuard().pattern(/(a+)+$/);
    expect(() => pattern(`${'a'.repeat(50)}!`)).to.throw();
    expect(pattern('baa')?.[0]).to.equal('aa');
    expect(pattern('b')).to.equal(null);
  });

  it('gives a watched search the same match as an unwatched one', () => {
    const text = `order ${'9'.repeat(3_000)}`;
    const match = new PatternGuard().pattern(/order (?<number>\d+)/)(text);
    expect(match).to.be.an.instanceOf(Array);
    expect(match?.groups?.['number']).to.have.lengthOf(3_000);
    expect(match?.input).to.equal(text);
  });
});
