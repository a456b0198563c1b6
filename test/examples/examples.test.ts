import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { filesUnder, repository, textOf } from '../repository.js';
import { type ExampleEnd, runExample } from './example-process.js';
import { inPairs } from './in-pairs.js';

const examples = readdirSync(join(repository, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The first block of plain text in the README. */
const transcriptOf = (name: string): string | undefined =>
  /^```text\n(?<transcript>.*?)^```$/ms.exec(textOf(`examples/${name}/README.md`))?.groups?.['transcript'];

describe('The examples', () => {
  let runs: ReadonlyMap<string, Promise<ExampleEnd>>;

  before(() => {
    runs = inPairs(examples, (name) => runExample(name, { interruptAt: 'Ctrl-C ends it.' }));
  });

  for (const name of examples) {
    it(`${name} prints the transcript of its README, stays up until Ctrl-C, and stops cleanly`, async () => {
      const end = await runs.get(name);
      expect(end).to.deep.include({ stderr: '', signal: null, code: 0 });
      const [transcript, rest] = end?.stdout.split('\nChat with the bot yourself: ') ?? [];
      expect(transcript).to.equal(transcriptOf(name));
      expect(rest).to.match(/^http:\S+\nCtrl-C ends it.\n\nStopping/);
    }).timeout(60_000);

    it(`${name} is started by npm, has a test, and is explained`, () => {
      expect(textOf(`examples/${name}/package.json`)).to.contain('"start": "node ../../scripts/start.mjs ."');
      const files = filesUnder(`examples/${name}`);
      expect(files.some((path) => path.endsWith('.test.ts'))).to.equal(true);
      expect(textOf('examples/README.md')).to.contain(`](${name})`);
    });
  }

  it('end by themselves with --once', async () => {
    const [name = ''] = examples;
    const end = await runExample(name, { args: ['--once'] });
    expect(end).to.deep.equal({ stderr: '', signal: null, code: 0, stdout: transcriptOf(name) });
  }).timeout(60_000);

  it('are small: no file has more than 60 lines', () => {
    const sources = filesUnder('examples').filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    const long = sources.filter((path) => textOf(path).split('\n').length - 1 > 60);
    expect(long).to.deep.equal([]);
  });
});
