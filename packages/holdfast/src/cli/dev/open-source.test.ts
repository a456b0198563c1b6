import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findBotFile } from './find-bot-file.js';
import { openSource } from './open-source.js';

const installed = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));
const { signal } = new AbortController();

describe('The sources of a bot', function () {
  this.timeout(20_000);
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-sources-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const install = (): void => symlinkSync(installed, join(folder, 'node_modules'), 'dir');
  const config = (compilerOptions: object, more: object = {}): string =>
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { types: [], skipLibCheck: true, ...compilerOptions }, ...more }),
    );
  const refusal = (file: string): Promise<string> =>
    openSource(file, signal).then(
      () => 'opened',
      (error: unknown) => String(error),
    );

  it('are found under their usual names, or where they were said to be', () => {
    const main = write('src/main.ts', '');
    expect(findBotFile(folder)).to.equal(main);
    const bot = write('src/bot.ts', '');
    expect(findBotFile(folder)).to.equal(bot);
    expect(findBotFile(folder, 'src/main.ts')).to.equal(main);
  });

  it('are asked for when they are not there, or cannot be run', () => {
    expect(() => findBotFile(folder)).to.throw('There is none of src/bot.ts');
    expect(() => findBotFile(folder, 'bot.ts')).to.throw('There is no file bot.ts');
    write('bot.py', '');
    expect(() => findBotFile(folder, 'bot.py')).to.throw('no TypeScript or JavaScript');
    expect(() => findBotFile(folder, '.')).to.throw('no TypeScript or JavaScript');
  });

  it('are run as they are if they are JavaScript', async () => {
    const file = write('bot.mjs', '');
    const source = await openSource(file, signal);
    expect(source).to.include({ program: file });
    expect(await source.build(signal)).to.deep.equal({ ok: true, says: '' });
  });

  it('are compiled by the compiler of the project to where its configuration says', async () => {
    install();
    config({ rootDir: 'src', outDir: 'out', target: 'es2022', module: 'nodenext' });
    const file = write('src/deep/bot.mts', 'export const one: number = 1;');
    const source = await openSource(file, signal);
    expect(source.program).to.equal(join(folder, 'out/deep/bot.mjs'));
    expect(source.watched).to.deep.equal([join(folder, 'src'), join(folder, 'tsconfig.json')]);
    expect(await source.build(signal)).to.deep.equal({ ok: true, says: '' });
    expect(existsSync(source.program)).to.equal(true);
  });

  it('that do not compile are told with the place', async () => {
    install();
    config({ rootDir: 'src', outDir: 'out' });
    const file = write('src/bot.ts', "export const one: number = 'one';\n");
    const { ok, says } = await (await openSource(file, signal)).build(signal);
    expect(ok).to.equal(false);
    expect(says).to.match(/src\/bot\.ts\(1,14\): error TS2322/);
  });

  it('that the configuration leaves out are told', async () => {
    install();
    config({ rootDir: 'src', outDir: 'out' }, { files: ['src/other.ts'] });
    write('src/other.ts', 'export {};');
    const { ok, says } = await (await openSource(write('src/bot.ts', ''), signal)).build(signal);
    expect([ok, says]).to.satisfy(([o, s]: [boolean, string]) => !o && s.includes('cover the bot'));
  });

  it('need a configuration, a compiler and a folder for what it makes', async () => {
    const file = write('src/bot.ts', '');
    expect(await refusal(file)).to.include('There is no tsconfig.json');
    config({});
    expect(await refusal(file)).to.include('npm install --save-dev typescript');
    install();
    expect(await refusal(file)).to.include('names no outDir');
    config({ rootDir: 'lib', outDir: 'out' }, { files: ['lib/x.ts'] });
    write('lib/x.ts', '');
    expect(await refusal(file)).to.include('lies outside of rootDir');
  });

  it('are not compiled any more once it is over', async () => {
    install();
    config({ rootDir: 'src', outDir: 'out' });
    const source = await openSource(write('src/bot.ts', ''), signal);
    const over = new AbortController();
    const building = source.build(over.signal);
    over.abort();
    expect((await building).ok).to.equal(false);
  });
});
