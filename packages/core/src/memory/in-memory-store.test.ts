import { expect } from 'chai';
import { describe, it } from 'mocha';
import { inMemoryStore } from './in-memory-store.js';

const keyOf = (entry: number) => ({ conversationId: `c${entry}`, name: 'n' });

describe('A store in memory', () => {
  it('forgets the entry unused for longest when there are too many, and tells', async () => {
    let forgotten = 0;
    const store = inMemoryStore({ maxEntries: 3, forgot: () => (forgotten += 1) });
    for (const entry of [1, 2, 3]) await store.set(keyOf(entry), entry);
    await store.get(keyOf(1));
    await store.set(keyOf(4), 4);
    expect(await store.get(keyOf(2))).to.equal(undefined);
    expect(await Promise.all([1, 3, 4].map(async (entry) => (await store.get(keyOf(entry)))?.value))).to.deep.equal([
      1, 3, 4,
    ]);
    expect(forgotten).to.equal(1);
  });

  it('is bounded by size too, and counts what was replaced or deleted only once', async () => {
    const store = inMemoryStore({ maxSize: 1_000 });
    for (let round = 0; round < 20; round += 1) {
      await store.set(keyOf(1), 'x'.repeat(300));
      await store.set(keyOf(2), 'x'.repeat(300));
      await store.delete(keyOf(2));
    }
    await store.set(keyOf(2), 'x'.repeat(300));
    expect(await store.get(keyOf(1))).not.to.equal(undefined);
    await store.set(keyOf(3), 'x'.repeat(500));
    expect(await store.get(keyOf(2)), 'the one unused for longest').to.equal(undefined);
    expect(await store.get(keyOf(1))).not.to.equal(undefined);
  });
});
