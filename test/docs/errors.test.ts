import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const sources = readdirSync(new URL('packages/core/src/errors/', root)).map((file) =>
  read(`packages/core/src/errors/${file}`),
);
const inCode = sources.flatMap((source) =>
  [...source.matchAll(/\bcode(?:: string)? = '([A-Z_]+)'/g)].map(([, code]) => code),
);
const inDocs = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);

describe('docs/errors.md', () => {
  it('lists each code that an error can have, once, and no other', () => {
    expect(inCode).to.have.length.above(10);
    expect(inDocs).to.have.members(inCode);
  });
});
