import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { scaffold } from './scaffold.js';

describe('The scaffold', () => {
  let top = '';
  let folder = '';

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'holdfast-scaffold-'));
    folder = join(top, 'deep', 'bot');
  });

  afterEach(() => {
    chmodSync(top, 0o700);
    rmSync(top, { recursive: true, force: true });
  });

  const make = (): Promise<void> => scaffold({ folder, name: '@acme/tea-bot', version: '1.2.3' });
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const refusal = (): Promise<string> =>
    make().then(
      () => 'made',
      (error: unknown) => String(error),
    );

  it('makes a whole project in a folder that was not there', async () => {
    await make();
    const files = ['package.json', 'tsconfig.json', 'src/bot.ts', 'src/bot.test.ts', 'src/main.ts', 'Dockerfile'];
    const hidden = ['.gitignore', '.dockerignore', '.env.example', '.github/workflows/test.yml'];
    for (const path of [...files, ...hidden, 'README.md']) expect(existsSync(join(folder, path)), path).to.equal(true);
  });

  it('fills in the name and the version, and leaves the braces of others alone', async () => {
    await make();
    const { name, dependencies } = JSON.parse(text('package.json')) as { name: string; dependencies: object };
    expect(name).to.equal('@acme/tea-bot');
    expect(dependencies).to.deep.equal({ holdfast: '^1.2.3' });
    expect(text('README.md')).to.match(/^# @acme\/tea-bot\n/);
    expect(text('.github/workflows/test.yml')).to.include('${{ matrix.node }}');
  });

  it('keeps secrets out of git and out of the image', async () => {
    await make();
    for (const path of ['.gitignore', '.dockerignore']) expect(text(path).split('\n')).to.include('.env');
  });

  it('takes a folder with nothing but a fresh repository in it', async () => {
    mkdirSync(join(folder, '.git'), { recursive: true });
    await make();
    expect(existsSync(join(folder, 'src/bot.ts'))).to.equal(true);
  });

  it('refuses a folder that holds something, and writes nothing', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await refusal()).to.include('is not empty; it holds notes.txt');
    expect(readdirSync(folder)).to.deep.equal(['notes.txt']);
  });

  it('refuses a file, and a folder whose parent is one', async () => {
    mkdirSync(join(top, 'deep'));
    writeFileSync(folder, '');
    expect(await refusal()).to.include('is a file');
    folder = join(folder, 'below');
    expect(await refusal()).to.include('cannot be written to (ENOTDIR)');
  });
});
