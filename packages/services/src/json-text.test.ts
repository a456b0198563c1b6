import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseJson } from './json-text.js';

describe('parseJson', () => {
  it('gives the value of a text, null too', () => {
    expect(parseJson('{"a":[1,"]"]}')).to.deep.equal({ value: { a: [1, ']'] } });
    expect(parseJson('null')).to.deep.equal({ value: null });
  });

  it('gives nothing for what is no JSON', () => {
    for (const text of ['', '<html>', '{"a":', 'undefined']) expect(parseJson(text)).to.equal(undefined);
  });

  it('reads a hundred levels and not one more, wherever brackets stand in texts', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(100))).not.to.equal(undefined);
    expect(parseJson(nested(101))).to.equal(undefined);
    expect(parseJson(`"\\"${'['.repeat(500)}"`)).not.to.equal(undefined);
    expect(parseJson('[{},'.repeat(60) + '0' + ']'.repeat(60))).not.to.equal(undefined);
  });
});
