import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { repository, textOf } from '../repository.js';
import { npm } from './npm.js';
import { packPackages, type Tarball } from './pack-packages.js';

const run = promisify(execFile);

const manifest = JSON.parse(textOf('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> };

describe('The published packages', function () {
  this.timeout(120_000);

  let folder = '';
  let tarballs: readonly Tarball[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-pack-'));
    tarballs = await packPackages(folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('hold neither tests nor build records, but for those that a new project is to get', () => {
    const stray = /\.test\.|\.tsbuildinfo$|\/(?:tests?|testing|fixtures|fakes)\//;
    const guilty = tarballs.flatMap(({ name, files }) =>
      files.filter((path) => stray.test(path) && !path.startsWith('templates/')).map((path) => `${name}: ${path}`),
    );
    expect(guilty).to.deep.equal([]);
  });

  it('hold the code and the types of everything they export', () => {
    const missing = tarballs.flatMap(({ name, files, promised }) =>
      promised
        .filter(({ file }) => !files.includes(file))
        .map(({ condition, file }) => `${name}: ${condition} ${file}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('come as few files where every bot loads them', () => {
    const counted = ['@holdfast/core', '@holdfast/auth', '@holdfast/services', '@holdfast/transport', 'holdfast'].map(
      (name) => {
        const files = tarballs.find((tarball) => tarball.name === name)?.files ?? [];
        return files.filter((path) => /^dist\/(?!cli\/).*\.c?js$/.test(path)).length;
      },
    );
    expect(counted).to.deep.equal([6, 1, 1, 2, 3]);
  });

  it('bring along the licences of what became part of them', () => {
    const { files = [] } = tarballs.find(({ name }) => name === '@holdfast/core') ?? {};
    expect(files).to.include.members(['dist/rxjs.LICENSE.txt', 'dist/tslib.LICENSE.txt']);
  });

  describe('in an empty project', () => {
    let project = '';

    before(async () => {
      project = join(folder, 'project');
      mkdirSync(project);
      writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
      cpSync(join(repository, 'test/pack/fixtures'), join(project, 'src'), { recursive: true });
      const nodeTypes = `@types/node@${manifest.devDependencies['@types/node']}`;
      const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
      await npm(['install', ...flags, nodeTypes, ...tarballs.map(({ path }) => path)], project);
    });

    it('have one copy of each class, whichever door it is imported by', async () => {
      const printed = await ended(process.execPath, ['src/doors.mjs'], project);
      expect(printed.trim()).to.equal('one of each');
    });

    it('load no CommonJS but what a bot needs from its start, the logger where one is made, and its printer for a terminal', async () => {
      const printed = await ended(process.execPath, ['src/loaded.mjs'], project);
      const [first = '', logger = '', printer = ''] = printed.trim().split('\n');
      const ours = '@holdfast/core, @holdfast/transport';
      expect(first).to.equal(`${ours}, eventemitter3, holdfast, reflect-metadata, ws`);
      expect(logger.split(', ')).to.include('pino').and.not.include('pino-pretty');
      expect(printer.split(', ')).to.include('pino-pretty');
    });

    it('name the lines of the TypeScript in stack traces', async () => {
      const printed = await ended(process.execPath, ['--enable-source-maps', 'src/trace.mjs'], project);
      expect(printed).to.contain(join('node_modules', 'holdfast', 'src', 'liveperson.ts'));
    });

    it('serve the pages of the local LivePerson whole', async () => {
      const printed = await ended(process.execPath, ['src/page.mjs'], project);
      expect(printed.trim()).to.match(/^[1-9]\d+ modules$/);
    });

    for (const decorators of ['standard', 'experimental']) {
      it(`compile and run a bot with ${decorators} decorators`, async () => {
        const compilerOptions = {
          target: 'es2022',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          rootDir: 'src',
          outDir: decorators,
          experimentalDecorators: decorators === 'experimental',
        };
        writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
        const compiler = join(repository, 'node_modules/typescript/bin/tsc');
        const compiled = await ended(process.execPath, [compiler, '--pretty', 'false'], project);
        expect(compiled).to.equal('');
        const printed = await ended(process.execPath, [`${decorators}/main.js`], project);
        expect(printed).to.contain('heard: You said: good morning');
        const streams = await ended(process.execPath, [`${decorators}/streams.js`], project);
        expect(streams).to.contain('streams agree');
      });
    }
  });
});

/** Everything that a program printed, also of one that failed: that is where the reason stands. */
async function ended(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, args, { cwd, timeout: 30_000 });
    return stdout + stderr;
  } catch (error) {
    const { message, stdout = '' } = error as Error & { readonly stdout?: string };
    return `${message}\n${stdout}`;
  }
}
