import { expect } from 'chai';
import { describe, it } from 'mocha';
import { callerFile } from './caller-file.js';
import { replayLine, type RunningProcess } from './replay-line.js';

const host = (argv: readonly string[], more: Partial<RunningProcess> = {}): RunningProcess => ({
  argv: ['/usr/bin/node', ...argv],
  execArgv: [],
  env: {},
  cwd: () => '/work',
  ...more,
});

const seed = 7;
const file = '/work/dist/echo.test.js';
const test = "EchoBot (v2) answers 'hi'";

describe('The line that replays a test', () => {
  it('repeats what mocha was given, and narrows it to the test', () => {
    const mocha = host(['/work/node_modules/.bin/mocha', 'dist/**/*.test.js', '--timeout', '5000']);
    expect(replayLine({ seed, file, test: 'Echo (v2)' }, mocha)).to.equal(
      "HOLDFAST_SEED=7 npx mocha 'dist/**/*.test.js' --timeout 5000 -g 'Echo \\(v2\\)'",
    );
  });

  it('leaves a choice that mocha was given as it is', () => {
    const mocha = host(['/work/node_modules/.bin/mocha', '-g', 'Echo', 'dist']);
    expect(replayLine({ seed, file, test }, mocha)).to.equal('HOLDFAST_SEED=7 npx mocha -g Echo dist');
  });

  it('names the file where mocha has a process of its own', () => {
    const mocha = host(['/work/node_modules/mocha/lib/cli/cli.js', '--diff', '--slow', '75'], {
      execArgv: ['--enable-source-maps'],
    });
    expect(replayLine({ seed, file, test: undefined }, mocha)).to.equal(
      'HOLDFAST_SEED=7 npx mocha --enable-source-maps dist/echo.test.js',
    );
  });

  it('is for vitest under vitest', () => {
    const vitest = host(['/work/node_modules/vitest/dist/workers/forks.js'], { env: { VITEST: 'true' } });
    expect(replayLine({ seed, file, test: 'EchoBot > answers' }, vitest)).to.equal(
      "HOLDFAST_SEED=7 npx vitest run dist/echo.test.js -t 'EchoBot answers'",
    );
  });

  it('runs the file itself under node:test and everywhere else, with quotes that a shell keeps', () => {
    const node = host([file], { execArgv: ['--enable-source-maps', '--test-reporter=tap'] });
    expect(replayLine({ seed, file, test }, node)).to.equal(
      `HOLDFAST_SEED=7 node --enable-source-maps --test-name-pattern 'EchoBot \\(v2\\) answers '\\''hi'\\''' dist/echo.test.js`,
    );
  });

  it('knows the file that called', () => {
    const called = (): string | undefined => callerFile(called);
    expect(called()).to.match(/report\/replay-line\.test\.js$/);
  });
});
