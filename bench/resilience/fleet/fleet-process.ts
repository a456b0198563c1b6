/** A process full of bots: takes orders from the process that holds the platform, and ends with it. */
import { liveperson, silentLogger } from 'holdfast';
import { pause } from '../platform/until.js';
import { seeded } from '../run/seeded.js';
import { EchoBot } from './echo-bot.js';
import type { Answer, Holdings, Muster, Order } from './orders.js';

const ROUNDS = 5;

process.on('disconnect', () => process.exit());
process.on('message', (order) => void obey(order as Order).then(answer, (error: unknown) => answer(failed(error))));

function obey(order: Order): Promise<Answer> {
  return 'muster' in order ? start(order.muster) : count();
}

async function start({ accountId, csds, credentials, session, seed }: Muster): Promise<Answer> {
  const bots = credentials.map((own, index) => {
    const random = seeded(seed + index);
    const platform = liveperson({ accountId, csds, credentials: own });
    return new EchoBot(platform, { logger: silentLogger, session, random });
  });
  await Promise.all(bots.map((bot) => bot.start()));
  return { live: bots.length };
}

/** The least of several counts: what a turn of the loop still held in between is not held for good. */
async function count(): Promise<Answer> {
  const counts: Holdings[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(100);
    globalThis.gc?.();
    counts.push({ heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length });
  }
  const least = (of: keyof Holdings): number => Math.min(...counts.map((one) => one[of]));
  return { holdings: { heap: least('heap'), handles: least('handles') } };
}

const answer = (content: Answer): void => void process.send?.(content);
const failed = (error: unknown): Answer => ({ failed: error instanceof Error ? error.message : String(error) });
