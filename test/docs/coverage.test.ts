import { expect } from 'chai';
import { describe, it } from 'mocha';
import { filesUnder, textOf } from '../repository.js';
import { type CoverageRow, readCoverage } from './read-coverage.js';

/** Every name of the wire that the source knows: the values of the constants in `names.ts`. */
const namesIn = (source: string): readonly string[] =>
  [...source.matchAll(/^ {2}\w+: '(?<name>[^']+)',$/gm)].map(({ groups }) => groups?.['name'] ?? '');

const inCode = namesIn(textOf('packages/core/src/protocol/names.ts'));
const rows = readCoverage(textOf('docs/coverage.md'));

/** Whether a file holds a test whose name has these words in it; `…` stands for any. */
function shows(file: string, words: string): boolean {
  const pattern = words
    .split('…')
    .map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^\\n]*');
  return new RegExp(`\\bit\\(\\s*['"\`][^\\n]*${pattern}`).test(textOf(file));
}

const holes = (covered: readonly CoverageRow[]): readonly string[] =>
  covered.flatMap(({ name, api, file, words }) => {
    if (api === '') return [`${name} says nothing of Holdfast`];
    if (!filesUnder(file.replace(/\/[^/]*$/, '')).includes(file))
      return [`${name} names a file that is not there: ${file}`];
    return words !== '' && shows(file, words) ? [] : [`${name} names a test that is not there: ${file}: ${words}`];
  });

describe('docs/coverage.md', () => {
  it('has a row for each name of the protocol, once, and for nothing else', () => {
    expect(inCode).to.have.length.above(60);
    expect(rows.map(({ name }) => name).sort()).to.deep.equal([...inCode].sort());
  });

  it('names for each row what speaks it, and a test that is there', () => {
    expect(holes(rows)).to.deep.equal([]);
  });
});

describe('The check of the coverage', () => {
  const row = {
    name: 'A',
    api: '`bot.request()`',
    file: 'test/docs/coverage.test.ts',
    words: 'has a row for each name … once',
  };

  it('passes what is covered', () => {
    expect(holes([row])).to.deep.equal([]);
  });

  it('finds what is not', () => {
    const another = [
      { ...row, api: '' },
      { ...row, words: '' },
      { ...row, words: ['no', 'such', 'test'].join(' ') },
      { ...row, file: 'test/docs/gone.test.ts' },
    ];
    expect(another.flatMap((each) => holes([each]))).to.have.length(4);
    expect(namesIn("  a: '.A',\n  /** b */\n  b: 'B',\n")).to.deep.equal(['.A', 'B']);
  });
});
