import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FakeProcess } from './process/fake-process.test.support.js';
import { packageVersion } from './process/package-version.js';
import { runCli } from './run-cli.js';

describe('The command line', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ran = async (...args: readonly string[]): Promise<FakeProcess> => {
    const host = new FakeProcess({ folder, env: { LP_APP_KEY: 'canary-key' } });
    await runCli(args, host);
    return host;
  };

  it('shows what there is, and ends well', async () => {
    const { out, err, exitCode } = await ran('--help');
    expect(out).to.include('new [options] <folder>').and.include('Exit codes: 0 done');
    expect([err, exitCode]).to.deep.equal(['', 0]);
  });

  it('tells its version', async () => {
    expect((await ran('--version')).out).to.equal(`${packageVersion()}\n`);
  });

  it('calls a mistyped command a mistake, and names the likely one', async () => {
    const { err, exitCode } = await ran('nwe', 'x');
    expect(err).to.include("unknown command 'nwe'").and.include('new');
    expect(exitCode).to.equal(2);
  });

  it('calls a missing or an unknown option a mistake', async () => {
    expect((await ran('new')).exitCode).to.equal(2);
    expect((await ran('new', 'bot', '--colour')).exitCode).to.equal(2);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('tells a failure in one line, without the calls that led to it', async () => {
    writeFileSync(join(folder, 'bot'), '');
    const { err, exitCode } = await ran('new', 'bot');
    expect(err).to.match(/^holdfast new: .*bot is a file\. Name a new or an empty folder; .* \[CONFIGURATION\]\n$/);
    expect(exitCode).to.equal(2);
  });

  it('shows the calls if asked to', async () => {
    writeFileSync(join(folder, 'bot'), '');
    const { err } = await ran('--stack', 'new', 'bot');
    expect(err).to.match(/^holdfast new: ConfigurationError: .*\n +at /);
  });

  it('prints no secret of the environment, not even of an argument that holds one', async () => {
    for (const args of [['new', 'bot', '--name', 'Canary-canary-key'], ['new', '--canary-key'], ['canary-key']]) {
      const { out, err } = await ran(...args);
      expect(err).to.include('[redacted]');
      expect(out + err).not.to.include('canary-key');
    }
  });

  it('makes a project, and says what to do next', async () => {
    const { out, exitCode } = await ran('new', 'my-bot');
    expect(out).to.match(/^my-bot is ready\. Next:\n\n {2}cd my-bot\n/);
    expect(exitCode).to.equal(undefined);
    expect(readdirSync(folder)).to.deep.equal(['my-bot']);
  });
});
