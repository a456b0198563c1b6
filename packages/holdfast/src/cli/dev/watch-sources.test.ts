import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type SourceWatch, watchSources } from './watch-sources.js';

describe('The watch over sources', () => {
  let folder = '';
  let over: AbortController;
  let watching: SourceWatch;
  let changes = 0;
  let seen = (): void => undefined;
  let looked = (): void => undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-watch-'));
    over = new AbortController();
    changes = 0;
    for (const name of ['src', 'dist', 'src/node_modules', 'src/.cache']) mkdirSync(join(folder, name));
    write('src/bot.ts');
    const changed = (): void => {
      changes += 1;
      seen();
    };
    watching = await watchSources({
      get watched() {
        looked();
        return [folder];
      },
      ignored: [join(folder, 'dist')],
      signal: over.signal,
      changed,
      every: 5,
    });
  });

  afterEach(async () => {
    over.abort();
    await watching.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (path: string, text = 'x'): void => writeFileSync(join(folder, path), text);
  const looks = (count: number): Promise<void> =>
    new Promise((resolve) => {
      let left = count;
      looked = () => {
        left -= 1;
        if (left === 0) resolve();
      };
    });
  const change = async (make: () => void): Promise<void> => {
    const told = new Promise<void>((resolve) => (seen = resolve));
    make();
    await told;
  };

  it('tells of a file that was changed, added, renamed or removed', async () => {
    await change(() => write('src/bot.ts', 'longer'));
    await change(() => write('src/new.ts'));
    await change(() => renameSync(join(folder, 'src/new.ts'), join(folder, 'src/newer.ts')));
    await change(() => rmSync(join(folder, 'src/newer.ts')));
    expect(changes).to.equal(4);
  });

  it('tells of a file in a folder that came later', async () => {
    mkdirSync(join(folder, 'src/deep'));
    await change(() => write('src/deep/part.ts'));
  });

  it('tells nothing of what is made, installed or hidden', async () => {
    for (const path of ['dist/bot.js', 'src/node_modules/x.js', 'src/.cache/y', 'src/.swp']) write(path);
    await looks(4);
    expect(changes).to.equal(0);
  });

  it('ends with its signal', async () => {
    over.abort();
    await watching.ended;
    write('src/bot.ts', 'longer');
    expect(changes).to.equal(0);
  });
});
