import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { localDisk } from './disk.js';

describe('The disk of recordings', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-recording-'));
    file = join(folder, 'night.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const night = async (text: string, keep: number): Promise<void> => {
    const opened = await localDisk.create(file, keep);
    await opened.append(text);
    await opened.close();
  };

  it('keeps as many older files as it is told', async () => {
    for (const text of ['1', '2', '3', '4']) await night(text, 2);
    expect((await readdir(folder)).sort()).to.deep.equal(['night.jsonl', 'night.jsonl.1', 'night.jsonl.2']);
    expect(await readFile(`${file}.2`, 'utf8')).to.equal('2');
    expect(await readFile(file, 'utf8')).to.equal('4');
    await night('5', 0);
    expect(await readFile(`${file}.1`, 'utf8')).to.equal('3');
  });

  it('lets nobody but the owner read', async () => {
    await night('1', 0);
    expect((await stat(file)).mode & 0o077).to.equal(0);
  });

  it('touches nothing that is no file', async () => {
    await writeFile(join(folder, 'inside'), '');
    expect(await localDisk.create(folder, 1).catch((error: unknown) => error)).to.be.instanceOf(Error);
    expect(await readdir(folder)).to.deep.equal(['inside']);
  });
});
