import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { npm } from '../pack/npm.js';
import { packPackages, type Tarball } from '../pack/pack-packages.js';
import { freePort } from './free-port.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface End {
  readonly code: number | null;
  readonly text: string;
}

const FLAGS = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

describe('A project that holdfast new has made', function () {
  this.timeout(180_000);
  let top = '';
  let project = '';

  before(async () => {
    top = mkdtempSync(join(tmpdir(), 'holdfast-new-'));
    const tarballs = await packPackages(top);
    const tool = join(top, 'tool');
    mkdirSync(tool);
    writeFileSync(join(tool, 'package.json'), '{ "private": true }');
    await npm(['install', ...FLAGS, ...tarballs.map(({ path }) => path)], tool);

    const empty = join(top, 'empty');
    mkdirSync(empty);
    const made = await program(join(tool, 'node_modules/.bin/holdfast'), ['new', 'my-bot'], { cwd: empty });
    expect(made).to.deep.include({ code: 0 });
    expect(readdirSync(empty)).to.deep.equal(['my-bot']);
    project = join(empty, 'my-bot');
    useTarballs(join(project, 'package.json'), tarballs);
    await npm(['install', ...FLAGS], project);
  });

  after(() => rmSync(top, { recursive: true, force: true }));

  it('asks for nothing in production but holdfast', () => {
    const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Manifest;
    expect(Object.keys(dependencies)).to.deep.equal(['holdfast']);
  });

  it('talks on a local LivePerson with `npm start`', async () => {
    const printed = await said(npm(['start', '--', '--once'], project));
    expect(printed).to.include('consumer | Is anybody there?');
    expect(printed).to.include('bot | You said: Is anybody there?');
  });

  it('passes its own tests with `npm test`', async () => {
    const printed = await said(npm(['test'], project));
    expect(printed)
      .to.match(/pass 3\b/)
      .and.match(/fail 0\b/);
  });

  it('has the command line', async () => {
    const { code, text } = await program(process.execPath, [join(project, 'node_modules/.bin/holdfast'), 'doctor'], {
      cwd: project,
    });
    expect(text).to.match(/^FAILED {3}configuration .*LP_ACCOUNT_ID/);
    expect(code).to.equal(2);
  });

  describe('pruned as its Dockerfile does', () => {
    before(() => npm(['prune', '--omit=dev', '--omit=optional', ...FLAGS], project));

    it('has no simulator', () => {
      expect(readFileSync(join(project, 'Dockerfile'), 'utf8')).to.include('npm prune --omit=dev --omit=optional\n');
      const installed = readdirSync(join(project, 'node_modules/@holdfast'));
      expect(installed).to.have.members(['auth', 'core', 'services', 'transport']);
    });

    it('works on an account, tells its health, and stops in good order', async () => {
      await using platform = await startSimulator();
      const [user] = platform.bots;
      if (user === undefined) throw new Error('The platform has no bot user.');
      const port = await freePort();
      const env = { ...environmentOf(platform, user), NODE_ENV: 'production', HEALTH_PORT: String(port) };
      const child = spawn(process.execPath, ['dist/main.js'], { cwd: project, env, stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      try {
        const ann = platform.consumer();
        await ann.says('hi');
        await ann.hears('You said: hi', { within: 30_000 });
        await ann.leave();
        const health = await fetch(`http://127.0.0.1:${port}`);
        expect(await health.json()).to.deep.equal({ ready: true, phase: 'live' });
        child.kill('SIGTERM');
        expect(await ended).to.equal(0);
      } finally {
        child.kill('SIGKILL');
        await ended;
      }
    });

    it('says what is missing when it is given no account', async () => {
      const env = { NODE_ENV: 'production' };
      const { code, text } = await program(process.execPath, ['dist/main.js'], { cwd: project, env });
      expect(text).to.match(/^HelloBot: The environment is incomplete: LP_ACCOUNT_ID/);
      expect(code).to.equal(2);
    });
  });
});

/** What a command printed, also if it failed: there stands the reason. */
const said = (run: Promise<string>): Promise<string> =>
  run.catch((error: unknown) => {
    const { message, stdout = '' } = error as Error & { readonly stdout?: string };
    return `${message}\n${stdout}`;
  });

/** What is not published yet comes from the tarballs, with all that it needs. */
function useTarballs(path: string, tarballs: readonly Tarball[]): void {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const { holdfast = '', ...rest } = Object.fromEntries(tarballs.map(({ name, path: file }) => [name, `file:${file}`]));
  const devDependencies = { ...manifest.devDependencies, ...rest };
  writeFileSync(path, JSON.stringify({ ...manifest, dependencies: { holdfast }, devDependencies }));
}

/** Runs a program to its end, with the variables of no real account. */
const program = (
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<End> =>
  new Promise((resolve) => {
    const own = Object.entries(process.env).filter(([name]) => !/^(?:LP_|LOG_LEVEL$|NODE_ENV$)/.test(name));
    const options = { cwd, env: { ...Object.fromEntries(own), ...env }, timeout: 60_000 };
    const child = execFile(command, args, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, text: stdout + stderr });
    });
  });
