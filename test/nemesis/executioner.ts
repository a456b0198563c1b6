import { setTimeout as after } from 'node:timers/promises';
import type { MortalBot } from './bot/mortal-bot.js';
import type { Pace } from './pace.js';
import type { Random } from './random.js';

/** One life in so many ends before the bot is live. */
const YOUNG = 0.25;
const YOUTH = 600;
const LONGEST_LIFE = 1_200;

export interface Sentence {
  readonly kills: number;
  readonly pace: Pace;
  readonly random: Random;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Kills the bot again and again: while it starts, while it catches up, in mid-handler, at rest. */
export async function execute(bot: MortalBot, { kills, pace, random, signal }: Sentence): Promise<void> {
  for (let count = 0; count < kills && !signal.aborted; count += 1) {
    if (random.next() < YOUNG) {
      await after(random.between(0, YOUTH));
    } else {
      await bot.live;
      await after(random.between(0, LONGEST_LIFE));
    }
    await bot.kill();
    pace.step();
  }
}
