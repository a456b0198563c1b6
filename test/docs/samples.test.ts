import { expect } from 'chai';
import { describe, it } from 'mocha';
import { filesUnder, textOf } from '../repository.js';
import { compileSamples } from './compile-samples.js';
import { readSamples, type Sample } from './read-samples.js';

/** Blocks that cannot compile by their nature. Raise it only together with a reason in the block itself. */
const EXEMPT_AT_MOST = 5;

const documents = [
  'README.md',
  ...filesUnder('docs'),
  ...filesUnder('packages').filter((path) => /^packages\/[^/]+\/README\.md$/.test(path)),
  ...filesUnder('examples').filter((path) => /^examples\/[^/]+\/README\.md$/.test(path)),
].filter((path) => path.endsWith('.md') && filesUnder('.').includes(path));

const samples = documents.flatMap((path) => readSamples(path, textOf(path)));
const compiled = samples.filter(({ exempt }) => exempt === undefined);

describe('The samples in the documentation', () => {
  for (const experimentalDecorators of [false, true]) {
    it(`compile with ${experimentalDecorators ? 'experimental' : 'standard'} decorators`, () => {
      const complaints = compiled.length > 0 ? compileSamples(compiled, { experimentalDecorators }) : [];
      expect(complaints.length, complaints.join('\n')).to.equal(0);
    }).timeout(60_000);
  }

  it('are hardly ever exempt from compiling', () => {
    const exempt = samples.filter((sample) => sample.exempt !== undefined);
    const list = exempt.map((sample) => `${sample.document}:${sample.line} (${sample.exempt})`).join('\n');
    expect(exempt.length, list).to.be.at.most(EXEMPT_AT_MOST);
  });
});

describe('The reader of samples', () => {
  const markdown = [
    '# Title',
    '```ts',
    'const a = 1;',
    '```',
    '- item',
    '  ```typescript',
    '  const b = 2;',
    '  ```',
    '```ts fragment',
    '@OnMessage()',
    '```',
    '```ts',
    '// not compiled: shows the wire',
    '{ }',
    '```',
    '```sh',
    'npm start',
    '```',
  ].join('\n');
  const found: readonly Sample[] = readSamples('a.md', markdown);

  it('finds TypeScript alone, with its place, also inside a list', () => {
    expect(found.map(({ line, code }) => [line, code])).to.deep.equal([
      [3, 'const a = 1;'],
      [7, 'const b = 2;'],
      [10, '@OnMessage()'],
      [13, '// not compiled: shows the wire\n{ }'],
    ]);
  });

  it('knows what is exempt, and why', () => {
    expect(found.map(({ exempt }) => exempt)).to.deep.equal([undefined, undefined, 'fragment', 'shows the wire']);
  });

  it('complains with the line of the document', () => {
    const complaints = compileSamples([{ document: 'a.md', line: 40, code: 'const a = 1;\nconst b: string = a;' }], {
      experimentalDecorators: false,
    });
    expect(complaints).to.deep.equal(["a.md:41: error TS2322: Type 'number' is not assignable to type 'string'."]);
  }).timeout(60_000);
});
