import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { isDeeper } from './depth.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('isDeeper', () => {
  it('allows exactly the limit', () => {
    expect(isDeeper(nested(64), 64)).to.equal(false);
    expect(isDeeper(nested(65), 64)).to.equal(true);
  });

  it('counts objects and arrays alike', () => {
    expect(isDeeper('{"a":[{"b":[1]}]}', 3)).to.equal(true);
    expect(isDeeper('{"a":[{"b":[1]}]}', 4)).to.equal(false);
  });

  it('does not count brackets in strings, also behind escaped quotes', () => {
    expect(isDeeper(JSON.stringify({ text: '\\"[[[[[["{{{{{' }), 2)).to.equal(false);
  });

  it('does not add up neighbours', () => {
    expect(isDeeper(JSON.stringify(Array.from({ length: 500 }, () => ({}))), 2)).to.equal(false);
  });

  it('agrees with a walk over the parsed value', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 1, max: 6 }), (text, limit) => {
        expect(isDeeper(text, limit)).to.equal(depthOf(JSON.parse(text)) > limit);
      }),
      { numRuns: 300 },
    );
  });
});
