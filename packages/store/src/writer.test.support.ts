import { openDurableStore } from './open-durable-store.js';

/** Writes for ever, a few entries at once, and says on stdout what was acknowledged: `<entry> <value>` a line. */
const [folder = '', first = '1'] = process.argv.slice(2);
const store = await openDurableStore({ folder });

const write = async (entry: number): Promise<never> => {
  for (let value = Number(first); ; value += 1) {
    await store.set({ conversationId: `c${entry}`, name: 'n' }, { value, pad: 'x'.repeat((value * 37) % 3_000) });
    process.stdout.write(`${entry} ${value}\n`);
  }
};
await Promise.all([0, 1, 2, 3, 4].map(write));
