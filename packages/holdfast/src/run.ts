import type { Bot, BotOptions } from '@holdfast/core';
import { type HoldfastError, type Platform, Secrets, StoppedError } from '@holdfast/core/internal';
import { type Environment, fromEnv } from './from-env.js';
import { complaint } from './running/complaint.js';
import { ExitCode, exitCodeOf } from './running/exit-code.js';
import { recorded } from './recording/recorded.js';
import { type SignalledProcess, stopOnSignals } from './running/stop-on-signals.js';
import { sessionPortFrom } from './session-port/session-port-from.js';
import { whileShown } from './session-port/while-shown.js';

/** A bot that is made from its platform and its options, as `Bot` itself is. */
export type BotClass = new (platform: Platform, options?: BotOptions) => Bot;

export interface RunOptions extends BotOptions {
  /** Makes the way to LivePerson. What it throws is told like any other mistake. @default fromEnv */
  readonly platform?: () => Platform;
  /** Sees the bot before it starts, for example to serve its health. What it throws ends the program. @default nothing */
  readonly created?: (bot: Bot) => void;
  /**
   * Shows the session of the bot on this loopback port, read-only; 0 takes a free one, and the log says which. Needs the
   * package `@holdfast/console`. @default the variable `HOLDFAST_SESSION_PORT`, else none
   */
  readonly sessionPort?: number;
  /**
   * Writes the session into this file, to be replayed with `holdfast replay`. It holds what people wrote, and no secret;
   * for one without texts wrap the platform in `recording()` yourself. Needs the package `@holdfast/recording`.
   *
   * @default nothing is written
   */
  readonly record?: string;
}

/** What `run()` needs of `process`. */
export interface HostProcess extends SignalledProcess {
  readonly env: Environment;
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
}

/**
 * Runs one bot as the purpose of this process, until SIGINT or SIGTERM stops it or LivePerson refuses it. Resolves when
 * the bot has ended, and never rejects: failures are told on standard error and by the exit code.
 *
 * | exit code | meaning |
 * | --- | --- |
 * | 0 | stopped, and everything begun was finished |
 * | 1 | failed, or handlers were still running when the drain ran out of time |
 * | 2 | a mistake in the configuration, or a refusal; starting again as it is changes nothing |
 * | 130, 143 | a second SIGINT, SIGTERM came while stopping: ended at once |
 *
 * The code is left in `process.exitCode`, so the process ends by itself once the author's own timers and servers are
 * closed. Only a second signal, and a handler that did not finish, end it by `process.exit`. SIGHUP keeps the meaning it
 * has in Node.js: the end, without a drain.
 */
export async function run(BotClass: BotClass, options: RunOptions = {}, host: HostProcess = process): Promise<void> {
  const { platform: reach = () => fromEnv(host.env), created, sessionPort, record, ...botOptions } = options;
  let secrets = new Secrets();
  try {
    const platform = record === undefined ? reach() : await recorded(reach(), record);
    secrets = new Secrets(platform.secrets);
    const bot = new BotClass(platform, botOptions);
    created?.(bot);
    await whileShown(bot, sessionPort ?? sessionPortFrom(host.env), () => life(bot, host));
    if (bot.unfinished === 0) return;
    host.stderr.write(`${BotClass.name}: ${unfinished(bot.unfinished)}\n`);
    host.exit(ExitCode.failed);
  } catch (error) {
    host.stderr.write(complaint(BotClass.name, error, secrets));
    host.exitCode = exitCodeOf(error);
  }
}

/** From the start to the end, logout included. Rejects with what ended the bot, if it was not told to stop. */
async function life(bot: Bot, host: HostProcess): Promise<void> {
  const release = stopOnSignals(host, () => void bot.stop());
  const end = endOf(bot);
  try {
    await bot.start();
    const failure = await end;
    if (failure !== undefined) throw failure;
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
  } finally {
    await bot.stop();
    release();
  }
}

const endOf = (bot: Bot): Promise<HoldfastError | undefined> =>
  new Promise((resolve) => {
    bot.once('closed', () => resolve(undefined));
    bot.once('failed', ({ error }) => resolve(error));
  });

const unfinished = (count: number): string =>
  `${count} ${count === 1 ? 'message was' : 'messages were'} not finished within the drain time-out. ` +
  'Nothing is lost: the next start handles them again. Raise drainTimeout if handlers need longer.';
