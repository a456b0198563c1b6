/** A bot that works a while on each message, answers nothing, and tells how it fares. */
import { setTimeout as after } from 'node:timers/promises';
import { Bot, liveperson, type Message, OnMessage, OnSession, silentLogger } from 'holdfast';
import type { Assignment, Told } from './told.js';

const { keepAlive, work, ...way } = JSON.parse(process.argv[2] ?? '') as Assignment;
const EVERY = 100;

class BusyBot extends Bot {
  handled = 0;
  disordered = 0;
  interrupted = 0;
  readonly #last = new Map<string, number>();

  @OnMessage()
  async work({ dialogId, text }: Message): Promise<void> {
    const number = Number.parseInt(text, 10);
    if (number !== (this.#last.get(dialogId) ?? 0) + 1) this.disordered += 1;
    this.#last.set(dialogId, number);
    await after(work);
    this.handled += 1;
  }

  @OnSession('interrupted')
  count(): void {
    this.interrupted += 1;
  }
}

const bot = new BusyBot(liveperson(way), { logger: silentLogger, session: { keepAlive: { every: keepAlive } } });
await bot.start();
const tell = (): void => {
  const { handled, disordered, interrupted } = bot;
  const told: Told = { handled, disordered, interrupted, rss: process.memoryUsage.rss() };
  process.send?.(told);
};
tell();
setInterval(tell, EVERY);
process.once('disconnect', () => process.exit());
