import type { ScriptedConsumer } from '../consumer/scripted-consumer.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { transcriptLines } from './transcript-lines.js';
import { untilInterrupted } from './until-interrupted.js';

/** What `play` needs of a bot: any client of the platform will do. */
export interface Playable {
  stop(): Promise<unknown>;
}

export interface PlayOptions {
  /** Connects the bot to the local LivePerson, and resolves once it is live. */
  readonly start: (platform: Platform) => Promise<Playable>;
  /** What a consumer says and hears, for the transcript. */
  readonly script: (consumer: ScriptedConsumer) => Promise<void>;
  /** Ends after the transcript instead of staying up for the chat page. @default false */
  readonly once?: boolean;
  /** Port of the local LivePerson and its chat page. @default 0, any free one */
  readonly port?: number;
  /** Where the words go. @default standard output */
  readonly write?: (line: string) => void;
}

/**
 * Plays a bot on a local LivePerson: starts both, lets a scripted consumer talk to the bot, prints what crossed the
 * sockets, and stays up with a chat page until it is interrupted. Resolves when everything has stopped; rejects with
 * what went wrong, also after everything has stopped.
 */
export async function play({ start, script, once = false, port = 0, write = print }: PlayOptions): Promise<void> {
  const platform = await startSimulator({ port });
  try {
    const bot = await start(platform);
    write('The bot is connected to a local LivePerson. A consumer writes to it:\n');
    try {
      await converse(platform, script, write);
      if (once) return;
      write(`\nChat with the bot yourself: ${platform.url}\nCtrl-C ends it.`);
      await untilInterrupted();
      write('\nStopping: the bot finishes what it is doing.');
    } finally {
      await bot.stop();
    }
  } finally {
    await platform.stop();
  }
}

async function converse(
  platform: Platform,
  script: PlayOptions['script'],
  write: (line: string) => void,
): Promise<void> {
  const consumer = platform.consumer();
  try {
    await script(consumer);
    for (const line of transcriptLines(consumer.transcript)) write(line);
    await consumer.close();
  } finally {
    await consumer.leave();
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
