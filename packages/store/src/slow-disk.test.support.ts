import { openDurableStore } from './open-durable-store.js';

/** Writes to a disk that is slow, and says on stdout what it saw meanwhile. */
const [folder = ''] = process.argv.slice(2);
const store = await openDurableStore({ folder });
const key = (entry: number) => ({ conversationId: 'c', name: `n${entry}` });

let ticks = 0;
const ticking = setInterval(() => (ticks += 1), 10);
const order: number[] = [];
const write = (entry: number): Promise<unknown> => store.set(key(entry), entry).then(() => order.push(entry));

const first = write(0);
await new Promise((resolve) => setTimeout(resolve, 50));
const acknowledgedEarly = order.length;
await Promise.all([first, ...Array.from({ length: 40 }, (_, index) => write(index + 1))]);
clearInterval(ticking);
process.stdout.write(JSON.stringify({ ticks, order, acknowledgedEarly }));
// Not closed: only what the writes themselves sync is to be counted.
process.exit(0);
