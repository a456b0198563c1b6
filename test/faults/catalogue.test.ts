import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const suites = readdirSync(new URL('test/faults/', root))
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('catalogue'))
  .map((file) => file.replace('.test.ts', ''));

/** Ids at the beginning of a name of a test, or in a table that names are made of. */
const idsOf = (suite: string): readonly string[] => [
  ...new Set(
    [...read(`test/faults/${suite}.test.ts`).matchAll(/['`" ]([A-Z]\d\d)(?=['` ])/g)].map(([, id = '']) => id),
  ),
];

const rows = [...read('docs/faults.md').matchAll(/^\| ([A-Z]\d\d) +\|.*\| (\*\*here\*\*)?(.*?) *\|$/gm)].map(
  ([, id = '', here, where = '']) => ({
    id,
    suites: here === undefined ? [] : [...where.matchAll(/`([a-z]+)`/g)].map(([, suite = '']) => suite),
  }),
);

describe('docs/faults.md', () => {
  it('lists each fault once', () => {
    expect(rows).to.have.length.above(150);
    expect(new Set(rows.map(({ id }) => id))).to.have.property('size', rows.length);
  });

  it('names the suites of each fault that is tested here, and no other', () => {
    const promised = rows.flatMap(({ id, suites: named }) => named.map((suite) => `${id} ${suite}`)).sort();
    const kept = suites
      .flatMap((suite) => idsOf(suite).map((id) => `${id} ${suite}`))
      .filter((one) => !one.startsWith('P'))
      .sort();
    expect(promised).to.deep.equal(kept);
  });
});
