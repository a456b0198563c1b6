import { cp, mkdtemp, open, readdir, readFile, rename, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryKey } from '@holdfast/core/internal';
import { ClassicLevel } from 'classic-level';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { DurableStore } from './durable-store.js';
import { StoreLockedError } from './errors.js';
import { entryAt } from './layout.js';
import { openDurableStore } from './open-durable-store.js';
import { Recorder } from './recorder.test.support.js';

const ENTRIES = 200;
const keyOf = (entry: number) => ({ conversationId: `c${entry}`, name: 'n' });

/** Changes one bit of a file. */
async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0x10]), 0, 1, at);
  await file.close();
}

describe('A damaged store', () => {
  let folder: string;
  let log: Recorder;

  const filled = async (): Promise<void> => {
    const store = await openDurableStore({ folder });
    for (let entry = 0; entry < ENTRIES; entry += 1) {
      await store.set(keyOf(entry), { entry, pad: Buffer.from(String(entry)).toString('hex').repeat(20) });
    }
    // As a power cut leaves it: what was acknowledged, and nothing that closing adds.
    await cp(folder, `${folder}.cut`, { recursive: true });
    await store.close();
    await rm(folder, { recursive: true });
    await rename(`${folder}.cut`, folder);
  };
  /** Once more, so that the log has become a table. */
  const tabled = async (): Promise<void> => {
    await filled();
    await (await openDurableStore({ folder })).close();
  };
  const newest = async (ending: string): Promise<string> => {
    const names = (await readdir(join(folder, 'data'))).filter((name) => name.endsWith(ending)).sort();
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, 'data', name))).size));
    const name = names[sizes.indexOf(Math.max(...sizes))];
    expect(name, `no ${ending} file`).to.be.a('string');
    return join(folder, 'data', name ?? '');
  };
  const opened = async (): Promise<DurableStore> => openDurableStore({ folder, logger: log });
  const survivors = async (store: DurableStore): Promise<number> => {
    let found = 0;
    for (let entry = 0; entry < ENTRIES; entry += 1) {
      const value = (await store.get(keyOf(entry)))?.value;
      if (value !== undefined) expect(value).to.have.property('entry', entry);
      found += value === undefined ? 0 : 1;
    }
    return found;
  };
  const expectLoudOnce = async (store: DurableStore): Promise<void> => {
    expect(log.levels).to.include('error');
    expect(log.records.at(-1)?.facts).to.include({ folder });
    await store.set(keyOf(0), { entry: 0, again: true });
    await store.close();
    const again = await openDurableStore({ folder });
    expect(again.opening, 'the second start').to.include({ lost: 'nothing', repaired: false });
    expect((await again.get(keyOf(0)))?.value).to.deep.equal({ entry: 0, again: true });
    await again.close();
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
    log = new Recorder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const cut of [1, 30, 5_000]) {
    it(`misses what was acknowledged when its log ends ${cut} bytes early`, async () => {
      await filled();
      const path = await newest('.log');
      await truncate(path, (await stat(path)).size - cut);
      const store = await opened();
      expect(store.opening.lost).to.equal('some');
      expect(await survivors(store)).to.be.within(ENTRIES / 2, ENTRIES);
      await expectLoudOnce(store);
    });
  }

  it('finds a bit that flipped in its log, in the middle too', async () => {
    await filled();
    const path = await newest('.log');
    await flip(path, Math.floor((await stat(path)).size / 2));
    const store = await opened();
    expect(store.opening.lost).to.equal('some');
    expect(await survivors(store)).to.be.within(1, ENTRIES - 1);
    await expectLoudOnce(store);
  });

  /** Opens the store once for each place in its table, with a bit flipped there, and gives what survived each. */
  const flippedAt = async (places: (size: number) => readonly number[]): Promise<readonly number[]> => {
    await tabled();
    const table = await newest('.ldb');
    const sound = `${folder}.sound`;
    await rename(folder, sound);
    const found: number[] = [];
    for (const at of places((await stat(table.replace(folder, sound))).size)) {
      await cp(sound, folder, { recursive: true });
      await flip(table, at);
      const store = await opened();
      const left = await survivors(store);
      // A table also holds what was overwritten since, and there a flipped bit costs nothing.
      expect(store.opening.lost === 'nothing', `a flip at ${at}: ${left} left`).to.equal(left === ENTRIES);
      if (left < ENTRIES) await expectLoudOnce(store);
      await store.close();
      found.push(left);
      await rm(folder, { recursive: true });
    }
    await rename(sound, folder);
    return found;
  };

  it('loses one block of a table at most to a bit that flipped in it, and nothing in silence', async () => {
    const ends = 1_000;
    const found = await flippedAt((size) =>
      Array.from({ length: 60 }, (_, place) => Math.floor(((size - ends) * (place + Math.random())) / 60)),
    );
    expect(Math.min(...found)).to.be.within(ENTRIES / 2, ENTRIES - 1);
  }).timeout(20_000);

  it('loses nothing in silence to a bit that flipped in the index of a table or behind it', async () => {
    const found = await flippedAt((size) => Array.from({ length: 60 }, (_, place) => size - 1 - place * 5));
    expect(Math.min(...found)).to.equal(0);
  }).timeout(20_000);

  it('is left as it is while another has it', async () => {
    await tabled();
    const holder = await opened();
    const table = await newest('.ldb');
    await flip(table, 100);
    const damaged = await readFile(table);
    const refusal: unknown = await openDurableStore({ folder, logger: log }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(StoreLockedError);
    expect((await readFile(table)).equals(damaged), 'the table was written to').to.equal(true);
    await holder.close();
  });

  it('takes out a value that is not what was written, and nothing else', async () => {
    await filled();
    const level = new ClassicLevel(join(folder, 'data'));
    const at = entryAt(entryKey(keyOf(7)));
    await level.put(at, (await level.get(at))?.replace('"entry":7', '"entry":8') ?? '');
    await level.close();
    const store = await opened();
    expect(store.opening).to.include({ lost: 'some', repaired: false, entries: ENTRIES - 1 });
    expect(await store.get(keyOf(7))).to.equal(undefined);
    expect(await survivors(store)).to.equal(ENTRIES - 1);
    await expectLoudOnce(store);
  });

  it('is rebuilt when its manifest is lost, and says so', async () => {
    await tabled();
    for (const name of await readdir(join(folder, 'data'))) {
      if (name.startsWith('MANIFEST') || name === 'CURRENT') await unlink(join(folder, 'data', name));
    }
    const store = await opened();
    expect(store.opening.repaired).to.equal(true);
    expect(await survivors(store)).to.equal(ENTRIES);
    await expectLoudOnce(store);
  });

  it('goes on with the rest when a table is lost', async () => {
    await tabled();
    await unlink(await newest('.ldb'));
    const store = await opened();
    expect(store.opening).to.include({ repaired: true, lost: 'everything' });
    await expectLoudOnce(store);
  });

  it('never begins empty in silence when all of its data are gone', async () => {
    await filled();
    await rm(join(folder, 'data'), { recursive: true });
    const store = await opened();
    expect(store.opening.lost).to.equal('everything');
    await expectLoudOnce(store);
  });

  it('starts also when every file is rubbish, time after time', async () => {
    await tabled();
    for (let round = 0; round < 3; round += 1) {
      for (const name of await readdir(join(folder, 'data'))) {
        const path = join(folder, 'data', name);
        if (name !== 'LOCK' && (await stat(path)).isFile()) await writeFile(path, `rubbish ${round}\n`);
      }
      await writeFile(join(folder, 'lock', 'CURRENT'), 'rubbish');
      const store = await opened();
      expect(store.opening.lost).to.equal('everything');
      await store.set(keyOf(round), { entry: round });
      await store.close();
    }
  });

  it('leaves no trace of damage for a record that was torn before it was acknowledged', async () => {
    await filled();
    const path = await newest('.log');
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from([1, 2, 3, 4, 200, 0])]));
    const store = await opened();
    expect(store.opening).to.include({ lost: 'nothing', repaired: false });
    expect(await survivors(store)).to.equal(ENTRIES);
    await store.close();
  });
});
