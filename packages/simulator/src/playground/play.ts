import type { SessionPort } from '@holdfast/console';
import type { BotSpec } from '../options.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { converse, type Scene } from './converse.js';
import { type Environment, environmentOf } from './environment-of.js';
import { marginalia } from './marginalia.js';
import { overheard } from './overheard.js';
import { showSession } from './show-session.js';
import { transcriptLines } from './transcript-lines.js';
import { untilInterrupted } from './until-interrupted.js';

/** What `play` needs of a bot: any client of the platform will do. */
export interface Playable {
  /** Resolves once the bot is live. Left out by what is started when it is made. */
  start?(): Promise<unknown>;
  /** Resolves once the bot has ended. */
  stop(): Promise<unknown>;
}

export interface PlayOptions extends Scene {
  /**
   * Makes the bots: `{ bot: (env) => new EchoBot(fromEnv(env)) }`. Each has a user of its own, whose name it has in the
   * transcript, and is started in this order.
   */
  readonly bots: Readonly<Record<string, (env: Environment) => Playable | Promise<Playable>>>;
  /** What the users are beside their names: `{ bot: { skills: ['300000001'] } }`. @default the first skill of the account */
  readonly users?: Readonly<Record<string, Omit<BotSpec, 'username'>>>;
  /** Which of the bots asks the survey after a conversation. @default none */
  readonly surveyBot?: string;
  /** Ends after the transcript instead of staying up for the console. @default whether the program was given `--once` */
  readonly once?: boolean;
  /** Port of the local LivePerson and its console. @default the variable `PORT`, else any free one */
  readonly port?: number;
  /** Where the words go. @default standard output */
  readonly write?: (line: string) => void;
}

/**
 * Plays bots on a local LivePerson, as the purpose of this process: starts all of it, lets a scripted consumer talk to the
 * bots, prints what everybody said, and stays up with a console until it is interrupted. Resolves when everything has
 * stopped; rejects with what went wrong, also after everything has stopped. Unless the variable `LOG_LEVEL` says
 * otherwise, it is set to `warn`: the screen belongs to the transcript.
 */
export async function play({ bots, users = {}, surveyBot, ...rest }: PlayOptions): Promise<void> {
  const {
    once = process.argv.includes('--once'),
    port = Number(process.env['PORT'] ?? 0),
    write = print,
    ...scene
  } = rest;
  process.env['LOG_LEVEL'] ??= 'warn';
  const names = Object.keys(bots);
  const platform = await startSimulator({
    port,
    bots: names.map((username) => ({ ...users[username], username })),
    ...(surveyBot === undefined ? {} : { surveyBot }),
  });
  const playing: Playable[] = [];
  const ports: SessionPort[] = [];
  try {
    for (const user of platform.bots) {
      const bot = await bots[user.username]?.(environmentOf(platform, user));
      if (bot === undefined) continue;
      playing.push(bot);
      const shown = once ? undefined : await showSession(platform, user.username, bot);
      if (shown !== undefined) ports.push(shown);
      await bot.start?.();
    }
    write(
      `${names.length === 1 ? 'The bot is' : 'The bots are'} connected to a local LivePerson. A consumer writes:\n`,
    );
    const remarks = await converse(platform, scene);
    for (const line of [...transcriptLines(overheard(platform)), ...marginalia(platform), ...remarks]) write(line);
    if (once) return;
    const interrupted = untilInterrupted(); // before anybody is told that he may interrupt
    write(`\nChat with the bot yourself: ${platform.url}\nCtrl-C ends it.`);
    await interrupted;
    write('\nStopping: what has begun is finished.');
  } finally {
    await end({ playing, ports, platform });
  }
}

interface Stage {
  readonly playing: readonly Playable[];
  readonly ports: readonly SessionPort[];
  readonly platform: Platform;
}

async function end({ playing, ports, platform }: Stage): Promise<void> {
  try {
    await Promise.all(playing.map((bot) => bot.stop()));
  } finally {
    await Promise.all([platform.stop(), ...ports.map((port) => port.close())]);
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
