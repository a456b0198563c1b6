import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { filesUnder, repository, textOf } from '../repository.js';

/** Rows of the table that are no business of these tests, with the reason that the page gives. */
const LEFT_OUT = /^\| *\d+ *\|[^|]*\| *(?:not an API|later|out of scope)/;
const ROWS = 53;

interface Outcome {
  readonly passes: readonly { readonly title: string }[];
  readonly failures: readonly { readonly title: string }[];
}

/** Runs every other test of this folder, and those of the signature, in a process of their own. */
async function run(): Promise<Outcome> {
  const own = filesUnder('test/dist/services').filter((path) => path.endsWith('.test.js') && !path.includes('systems'));
  const files = [...own, 'packages/core/dist/protocol/signature-base.test.js'];
  const mocha = ['node_modules/mocha/bin/mocha.js', '--reporter', 'json', '--exit', '--timeout', '30000', ...files];
  const { stdout } = await promisify(execFile)(process.execPath, mocha, {
    cwd: repository,
    maxBuffer: 16_777_216,
    timeout: 170_000,
  }).catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Outcome;
}

describe('docs/systems.md', function () {
  this.timeout(180_000);
  const rows = textOf('docs/systems.md')
    .split('\n')
    .filter((line) => /^\| *\d+ *\|/.test(line));
  let outcome: Outcome;

  before(async () => {
    outcome = await run();
  });

  it('has every row once, in order', () => {
    expect(rows.map((row) => Number(row.split('|')[1]))).to.deep.equal(Array.from({ length: ROWS }, (_, n) => n + 1));
  });

  it('has a passing test for every row, and none that fails', () => {
    const holes = rows
      .filter((row) => !LEFT_OUT.test(row))
      .filter((row) => {
        const name = `R${(row.split('|')[1] ?? '').trim().padStart(2, '0')}`;
        const passes = outcome.passes.filter(({ title }) => title.includes(name));
        const failures = outcome.failures.filter(({ title }) => title.includes(name));
        return passes.length === 0 || failures.length > 0;
      });
    expect(holes, holes.join('\n')).to.deep.equal([]);
  });

  it('names tests that there are', () => {
    const titles = outcome.passes.map(({ title }) => title);
    const named = rows.flatMap((row) => [...row.matchAll(/`(R\d\d [^`]+)`/g)].map(([, title = '']) => title));
    expect(named).to.have.length.above(40);
    for (const title of named)
      expect(
        titles.some((one) => one.startsWith(title)),
        title,
      ).to.equal(true);
  });
});
