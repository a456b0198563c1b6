import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '@holdfast/core/internal';
import type { BotClass } from '../../run.js';
import { botClassOf } from '../bot/bot-class-of.js';

/**
 * The class of the bot that a module exports: the one of this name, or the default, or else the only one there is.
 *
 * @param path absolute.
 * @throws ConfigurationError
 */
export async function loadBot(path: string, name?: string): Promise<BotClass> {
  const found = botClassOf(await imported(path), name);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    'bot',
    `${path} exports no class that extends Bot. Export it there: export class MyBot extends Bot …`,
  );
}

async function imported(path: string): Promise<object> {
  try {
    return (await import(pathToFileURL(path).href)) as object;
  } catch (cause) {
    throw new ConfigurationError(
      'bot',
      `${path} cannot be loaded as a module. Check the path; compile TypeScript first, and give what came of it. See --stack for the cause.`,
      { cause },
    );
  }
}
