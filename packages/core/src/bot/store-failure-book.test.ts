import { expect } from 'chai';
import { describe, it } from 'mocha';
import { inMemoryStore } from '../memory/in-memory-store.js';
import { memoryOptions } from '../memory/options.js';
import { SteadyStore } from '../memory/steady-store.js';
import type { Store } from '../ports/store.js';
import { StoreFailureBook } from './store-failure-book.js';

const nothing = (): void => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const steady = (store: Store): SteadyStore =>
  new SteadyStore({ store, options: memoryOptions(), log, signs: { oddity: nothing } });

describe('The book of failures', () => {
  const dialog = { conversationId: 'c', dialogId: 'd' };
  const failed = { sequence: 7, attempts: 2 };

  it('is there again for the next bot with the same store, dialog by dialog, until it is forgotten', async () => {
    const store = inMemoryStore();
    const book = new StoreFailureBook(steady(store));
    book.note(dialog, { ...failed, attempts: 1 });
    book.note(dialog, failed);
    const later = new StoreFailureBook(steady(store));
    expect(await later.recall(dialog)).to.deep.equal(failed);
    expect(await later.recall({ ...dialog, dialogId: 'other' })).to.equal(undefined);
    later.forget(dialog);
    expect(await later.recall(dialog)).to.equal(undefined);
  });

  it('holds nothing back when the store fails, or when an id is too long for it', async () => {
    const reject = (): Promise<never> => Promise.reject(new Error('EIO'));
    const steadyStore = steady({ get: reject, set: reject, delete: reject });
    const book = new StoreFailureBook(steadyStore);
    expect(await book.recall(dialog)).to.equal(undefined);
    const long = { conversationId: 'c', dialogId: 'x'.repeat(1_000) };
    book.note(long, failed);
    book.forget(long);
    expect(await book.recall(long)).to.equal(undefined);
    book.note(dialog, failed);
    expect(await book.recall(dialog), 'kept in memory meanwhile').to.deep.equal(failed);
    await steadyStore.settle();
  });

  it('takes no odd entry for a count', async () => {
    const store = inMemoryStore();
    for (const odd of ['x', null, { sequence: -1, attempts: 2 }, { sequence: 1 }, [1, 2]]) {
      await store.set({ conversationId: 'c', name: 'holdfast.attempts.d' }, odd);
      expect(await new StoreFailureBook(steady(store)).recall(dialog)).to.equal(undefined);
    }
  });
});
