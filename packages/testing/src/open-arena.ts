import { startSimulator } from '@holdfast/simulator';
import { type Bot, type BotOptions, silentLogger } from 'holdfast';
import { Arena } from './arena.js';
import { ArenaError } from './arena-error.js';
import type { ArenaOptions } from './arena-options.js';
import { type BotMaker, made } from './bot-maker.js';
import { memoryLine, networkLine } from './line/arena-line.js';
import { callerFile } from './report/caller-file.js';
import { Chronicle } from './report/chronicle.js';
import { replayLine } from './report/replay-line.js';
import { Scene } from './scene.js';
import { seeded } from './seeded.js';
import { realTime } from './time/arena-time.js';
import { milliseconds } from './time/duration.js';
import { VirtualTime } from './time/virtual-time.js';

/**
 * Puts a bot and a local LivePerson together: the bot is live when this resolves. Stop it in the end, best by
 * `await using`.
 *
 * Rejects with what `bot.start()` rejects with, and with `ArenaError` for options that cannot work.
 */
export async function arena<B extends Bot>(make: BotMaker<B>, options: ArenaOptions = {}): Promise<Arena<B>> {
  const seed = seedOf(options.seed);
  const replay = replayLine({ seed, test: options.test, file: callerFile(arena) });
  const patience = milliseconds(options.patience ?? (options.time === 'real' ? '10 s' : '30 min'));
  let arrived = 0;
  const time = options.time === 'real' ? realTime : new VirtualTime(() => arrived);
  try {
    const simulator = await startSimulator({
      ...options.simulator,
      timings: { idle: Infinity, ...options.simulator?.timings },
      seed,
      listen: time.kind === 'real',
    });
    const latency = seeded(seed, Series.latency);
    const line =
      time.kind === 'real'
        ? networkLine(simulator)
        : memoryLine(simulator, {
            latency: () => 1 + latency() * (LATENCY - 1),
            arrived: () => (arrived += 1),
          });
    const bot = made(make, { platform: line.bot(simulator.bots[0]), options: botOptions(seed, options.bot) });
    const scene = new Scene({ seed, replay, time, patience, chronicle: new Chronicle(bot, simulator) });
    const opened = new Arena({ bot, simulator, line, scene, consumer: options.consumer });
    if (options.start === false) return opened;
    try {
      await time.during(bot.start());
    } catch (error) {
      await opened.stop();
      throw error;
    }
    return opened;
  } catch (error) {
    time[Symbol.dispose]();
    throw error;
  }
}

/** Milliseconds that bytes are on their way in virtual time, at most. */
const LATENCY = 20;

const Series = { bot: 1, latency: 2 } as const;

function seedOf(given: number | undefined): number {
  const { HOLDFAST_SEED: replayed } = process.env;
  const seed =
    replayed === undefined || replayed === '' ? (given ?? Math.floor(Math.random() * 2 ** 32)) : Number(replayed);
  if (Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw new ArenaError(
    `The seed ${replayed ?? String(given)} is not a whole number from 0 to 4294967295. Give one, or none, in the option seed or in HOLDFAST_SEED.`,
  );
}

const botOptions = (seed: number, given: BotOptions = {}): BotOptions => ({
  logger: silentLogger,
  random: seeded(seed, Series.bot),
  ...given,
});
