import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDurableStore } from '@holdfast/durable-store';
import { expect } from 'chai';
import { inMemoryStore, type Json, type Store, StoreConflictError, StoreInputError } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';

interface Subject {
  readonly store: Store;
  /** Lets the time of the store pass. */
  readonly pass: (ms: number) => void;
  readonly done: () => Promise<void>;
}

const clock = (): { now: () => number; pass: (ms: number) => void } => {
  let time = 0;
  return { now: () => time, pass: (ms) => void (time += ms) };
};

const subjects: Readonly<Record<string, () => Promise<Subject>>> = {
  'in memory': async () => {
    const time = clock();
    return { store: inMemoryStore({ clock: time }), pass: time.pass, done: async () => undefined };
  },
  'on disk': async () => {
    const time = clock();
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
    const store = await openDurableStore({ folder, clock: time });
    const done = async (): Promise<void> => {
      await store.close();
      await rm(folder, { recursive: true });
    };
    return { store, pass: time.pass, done };
  },
};

/** Resolves with what a promise rejects with. */
const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

for (const [name, begin] of Object.entries(subjects)) {
  describe(`A store ${name}`, () => {
    const key = { conversationId: 'c1', name: 'step' };
    let subject: Subject;
    let store: Store;

    beforeEach(async () => {
      subject = await begin();
      ({ store } = subject);
    });
    afterEach(() => subject.done());

    const valueOf = async (at = key): Promise<Json | undefined> => (await store.get(at))?.value;

    it('gives back what JSON can say, as a copy', async () => {
      const value = { list: [1, 'two', null, true], nested: { text: '\u2028 \ud83d\ude00 \ud800' } };
      await store.set(key, value);
      expect(await valueOf()).to.deep.equal(value);
      expect(await valueOf()).not.to.equal(value);
    });

    it('knows nothing of what was never set, or was deleted', async () => {
      expect(await store.get(key)).to.equal(undefined);
      await store.delete(key);
      await store.set(key, 1);
      await store.delete(key);
      expect(await store.get(key)).to.equal(undefined);
    });

    it('keeps apart keys that only look alike', async () => {
      const keys = [
        { conversationId: 'a', name: 'b/c' },
        { conversationId: 'a/b', name: 'c' },
        { conversationId: 'a","b', name: 'c' },
        { conversationId: '../../etc/x', name: 'c' },
        { conversationId: 'a\0', name: 'c' },
        { conversationId: 'a', name: '\0c' },
        { conversationId: '\ud800', name: 'c' },
        { conversationId: '\ud801', name: 'c' },
        { conversationId: '__proto__', name: 'constructor' },
      ];
      for (const [index, each] of keys.entries()) await store.set(each, index);
      for (const [index, each] of keys.entries()) expect(await valueOf(each), JSON.stringify(each)).to.equal(index);
    });

    it('takes changes of one key in their order, also if nobody waits between them', async () => {
      const changes = [store.set(key, 1), store.delete(key), store.set(key, 2), store.set(key, 3)];
      expect(await valueOf()).to.equal(3);
      await Promise.all(changes);
      expect(await valueOf()).to.equal(3);
    });

    it('gives a new version with every change, also after a deletion', async () => {
      const first = await store.set(key, 1);
      const second = await store.set(key, 1);
      await store.delete(key);
      const third = await store.set(key, 1);
      expect(new Set([first, second, third]).size).to.equal(3);
      expect((await store.get(key))?.version).to.equal(third);
    });

    it('refuses a change of what has changed since it was read', async () => {
      const version = await store.set(key, 1);
      const [won, lost] = [store.set(key, 2, { ifVersion: version }), store.set(key, 3, { ifVersion: version })];
      const error = await rejection(lost);
      expect(error).to.be.instanceOf(StoreConflictError);
      expect((await store.get(key))?.version).to.equal(await won);
      expect(await rejection(store.delete(key, { ifVersion: version }))).to.be.instanceOf(StoreConflictError);
      expect(await rejection(store.set(key, 4, { ifVersion: null }))).to.be.instanceOf(StoreConflictError);
      await store.delete(key, { ifVersion: await won });
      await store.set(key, 5, { ifVersion: null });
      expect(await valueOf()).to.equal(5);
    });

    it('forgets an entry when its time has come', async () => {
      await store.set(key, 'short', { keepFor: 1_000 });
      subject.pass(999);
      expect(await valueOf()).to.equal('short');
      subject.pass(1);
      expect(await valueOf()).to.equal(undefined);
    });

    it('shortens the time of one conversation, and of no other', async () => {
      const other = { conversationId: 'c10', name: 'step' };
      await store.set(key, 1, { keepFor: 10_000 });
      await store.set({ ...key, name: 'soon' }, 1, { keepFor: 100 });
      await store.set(other, 1);
      await store.expire?.('c1', 1_000);
      subject.pass(100);
      expect(await valueOf({ ...key, name: 'soon' })).to.equal(undefined);
      expect(await valueOf()).to.equal(1);
      subject.pass(900);
      expect(await valueOf()).to.equal(undefined);
      expect(await valueOf(other)).to.equal(1);
    });

    it('refuses keys that are empty or too long, and says how long', async () => {
      const long = await rejection(store.set({ conversationId: 'x'.repeat(1_048_576), name: 'n' }, 1));
      expect(long).to.be.instanceOf(StoreInputError).that.includes({ input: 'conversationId', size: 1_048_576 });
      expect(String(long).length).to.be.below(300);
      expect(await rejection(store.get({ conversationId: 'c', name: '' }))).to.be.instanceOf(StoreInputError);
    });

    it('refuses values that are too large or not JSON, without repeating them', async () => {
      const large = await rejection(store.set(key, 'secret'.repeat(20_000)));
      expect(large).to.be.instanceOf(StoreInputError).that.includes({ input: 'value', size: 120_002 });
      expect(String(large)).not.to.contain('secret');
      const circle: unknown[] = [];
      circle.push(circle);
      for (const value of [undefined, Number.NaN, 1n, new Date(0), new Map(), () => 1, { a: [Symbol('s')] }, circle]) {
        expect(await rejection(store.set(key, value as Json))).to.be.instanceOf(StoreInputError);
      }
      expect(await store.get(key)).to.equal(undefined);
    });

    it('does not take a key named __proto__ for a prototype', async () => {
      await store.set(key, JSON.parse('{"__proto__":{"polluted":true}}') as Json);
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
      expect(Object.keys((await valueOf()) as object)).to.deep.equal(['__proto__']);
    });
  });
}
