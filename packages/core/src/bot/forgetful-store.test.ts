import { expect } from 'chai';
import { describe, it } from 'mocha';
import { forgetfulStore } from './forgetful-store.js';

const nothing = (): void => undefined;

describe('The memory of a bot without a store', () => {
  it('counts what it forgets, and tells the author once a minute, without a word of it', async () => {
    let now = 0;
    let counted = 0;
    const count = (kind: string): void => void (counted += kind === 'memory-forgotten' ? 1 : 0);
    const told: { readonly facts: object; readonly message: string }[] = [];
    const warn = (facts: object, message: string): void => void told.push({ facts, message });
    const log = { debug: nothing, info: nothing, warn, error: nothing };
    const store = forgetfulStore(log, count, { clock: { now: () => now }, maxEntries: 2 });
    const set = (entry: number): Promise<string> => store.set({ conversationId: `c${entry}`, name: 'n' }, 'private');
    for (let entry = 0; entry < 7; entry += 1) await set(entry);
    expect(counted).to.equal(5);
    expect(told.map(({ facts }) => facts)).to.deep.equal([{ forgotten: 1 }]);
    now += 60_000;
    await set(7);
    expect(told.map(({ facts }) => facts)).to.deep.equal([{ forgotten: 1 }, { forgotten: 5 }]);
    expect(JSON.stringify(told)).not.to.match(/private|c\d/);
    expect(await store.get({ conversationId: 'c0', name: 'n' })).to.equal(undefined);
    expect((await store.get({ conversationId: 'c7', name: 'n' }))?.value).to.equal('private');
  });
});
