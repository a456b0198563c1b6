import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const folder = 'test/delivery';

const files = readdirSync(new URL(folder, root))
  .filter((file) => file.endsWith('.test.ts') && file !== 'catalogue.test.ts')
  .map((file) => `${folder}/${file}`);

/** Ids at the beginning of a name of a test, or of a row that names are made of. */
const idsIn = (file: string): ReadonlySet<string> =>
  new Set([...read(file).matchAll(/['`]([A-Z]\d\d) /g)].map(([, id = '']) => id));

describe('docs/faults.md', () => {
  it('names for each fault the files of this suite that meet it, and no other', () => {
    const promised = [...read('docs/faults.md').matchAll(/^\| ([A-Z]\d\d) .*$/gm)].flatMap(([row, id]) =>
      [...row.matchAll(/`(test\/delivery\/[a-z]+\.test\.ts)`/g)].map(([, file]) => `${id} ${file}`),
    );
    const kept = files.flatMap((file) => [...idsIn(file)].map((id) => `${id} ${file}`));
    expect(promised.sort()).to.deep.equal(kept.sort());
  });
});
