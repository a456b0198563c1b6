import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { corrections } from './table.js';

const MAGIC = 8;
const ENTRIES = 500;

describe('What is to be written over a damaged table', () => {
  let folder: string;
  let table: Buffer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-table-'));
    for (let opening = 0; opening < 2; opening += 1) {
      // At the second opening the log becomes a table.
      const level = new ClassicLevel(folder, { compression: false });
      await level.open();
      if (opening === 0)
        for (let entry = 0; entry < ENTRIES; entry += 1) await level.put(`e${entry}`, `value of ${entry}`);
      await level.close();
    }
    const name = (await readdir(folder)).find((file) => file.endsWith('.ldb'));
    table = await readFile(join(folder, name ?? 'no table'));
  });
  after(() => rm(folder, { recursive: true }));

  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(table);
    copy[at] = (copy[at] ?? 0) ^ 0x04;
    return copy;
  };
  const corrected = (damaged: Buffer): Buffer => {
    const copy = Buffer.from(damaged);
    for (const { at, bytes } of corrections(damaged)) bytes.copy(copy, at);
    return copy;
  };

  it('is nothing for a sound one', () => {
    expect(table.length).to.be.above(10_000);
    expect(corrections(table)).to.deep.equal([]);
  });

  it('is something for a bit that flipped anywhere before the footer, and is needed once', () => {
    for (let at = 0; at < table.length - 48; at += 5) {
      const damaged = flipped(at);
      expect(corrections(damaged), `a flip at ${at}`).to.have.lengthOf(1);
      expect(corrections(corrected(damaged)), `corrected at ${at}`).to.deep.equal([]);
    }
  });

  it('touches no block for a footer that leads elsewhere', () => {
    for (let at = table.length - 48; at < table.length - MAGIC; at += 1) {
      for (const { at: start } of corrections(flipped(at))) expect(start).to.equal(table.length - MAGIC);
    }
  });

  it('is nothing for what LevelDB itself refuses', () => {
    for (let at = table.length - MAGIC; at < table.length; at += 1) expect(corrections(flipped(at))).to.deep.equal([]);
    for (const end of [0, 1, 47, 48, 5_000, table.length - 1]) {
      expect(corrections(table.subarray(0, end))).to.deep.equal([]);
    }
  });

  it('is the footer alone when what stands before it is gone', () => {
    const lost = Buffer.concat([table.subarray(5_000, 5_100), table.subarray(-48)]);
    expect(corrections(lost).map(({ at }) => at)).to.deep.equal([lost.length - MAGIC]);
  });
});
