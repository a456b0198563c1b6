import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Database } from './database.js';
import { allEntries, allExpiries } from './layout.js';
import { openDurableStore } from './open-durable-store.js';

const DAY = 86_400_000;
const CONVERSATIONS = 3_000;

describe('The entries of a durable store', () => {
  let folder: string;
  let now: number;
  const clock = { now: () => now };
  const keyOf = (conversation: number) => ({ conversationId: `c${conversation}`, name: 'n' });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
    now = 1_000;
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** What is left on the disk: rows, and bytes. */
  async function remains(): Promise<{ readonly rows: number; readonly bytes: number }> {
    const database = new Database(join(folder, 'data'));
    await database.open({ create: false });
    let rows = 0;
    for (const range of [allEntries, allExpiries]) for await (const page of database.pages(range)) rows += page.length;
    await database.close();
    const names = await readdir(join(folder, 'data'));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, 'data', name))).size));
    return { rows, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  it('go after their time, however many conversations there were', async () => {
    const store = await openDurableStore({ folder, clock });
    for (let round = 0; round < 4; round += 1) {
      const numbers = Array.from({ length: CONVERSATIONS / 4 }, (_, index) => round * CONVERSATIONS + index);
      await Promise.all(numbers.map((number) => store.set(keyOf(number), 'x'.repeat(500), { keepFor: 30 * DAY })));
      for (const number of numbers) await store.expire(keyOf(number).conversationId, DAY);
    }
    await store.set(keyOf(0), 'stays');
    now += DAY;
    await store.sweep();
    expect((await store.get(keyOf(0)))?.value).to.equal('stays');
    await store.close();
    expect(await remains()).to.have.property('rows', 1);
    const again = await openDurableStore({ folder, clock });
    expect(again.opening).to.include({ lost: 'nothing', entries: 1 });
    await again.close();
  }).timeout(30_000);

  it('age only while the store is open, whatever the wall clock says', async () => {
    const first = await openDurableStore({ folder, clock });
    await first.set(keyOf(1), 1, { keepFor: 1_000 });
    now += 600;
    await first.close();
    now += 10 * 365 * DAY;
    const second = await openDurableStore({ folder, clock });
    now += 399;
    expect((await second.get(keyOf(1)))?.value).to.equal(1);
    now += 1;
    expect(await second.get(keyOf(1))).to.equal(undefined);
    await second.close();
  });

  it('live on if they were written anew in time', async () => {
    const store = await openDurableStore({ folder, clock });
    await store.set(keyOf(1), 1, { keepFor: 1_000 });
    now += 900;
    await store.set(keyOf(1), 2, { keepFor: 1_000 });
    now += 900;
    await store.sweep();
    expect((await store.get(keyOf(1)))?.value).to.equal(2);
    await store.close();
    expect(await remains()).to.have.property('rows', 2);
  });
});
