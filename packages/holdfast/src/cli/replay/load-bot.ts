import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '@holdfast/core/internal';
import type { BotClass } from '../../run.js';
import { botClassOf } from '../bot/bot-class-of.js';
import { openSource } from '../dev/open-source.js';

export interface WantedBot {
  /** An absolute path, in TypeScript or JavaScript. */
  readonly file: string;
  /** Which of its exports, if it has several bots. */
  readonly name: string | undefined;
}

/**
 * The class of the bot that a file exports.
 *
 * @throws ConfigurationError if it does not compile, cannot be loaded, or exports no bot.
 */
export async function loadBot({ file, name }: WantedBot, signal: AbortSignal): Promise<BotClass> {
  const source = await openSource(file, signal);
  const { ok, says } = await source.build(signal);
  if (!ok) throw new ConfigurationError('bot-file', `${file} does not compile. Mend it first.\n${says}`);
  const found = botClassOf(await imported(source.program), name);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    'bot-file',
    `${file} exports no class that extends Bot. Export it there: export class MyBot extends Bot …`,
  );
}

async function imported(program: string): Promise<object> {
  try {
    return (await import(pathToFileURL(program).href)) as object;
  } catch (cause) {
    throw new ConfigurationError('bot-file', `${program} cannot be loaded. Add --stack to see why.`, { cause });
  }
}
