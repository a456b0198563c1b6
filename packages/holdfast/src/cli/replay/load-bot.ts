import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '@holdfast/core/internal';
import type { BotClass } from '../../run.js';

/**
 * The class of the bot that a module exports: the one of this name, or the default, or else the only one there is.
 *
 * @param path absolute.
 * @throws ConfigurationError
 */
export async function loadBot(path: string, name?: string): Promise<BotClass> {
  const module = await imported(path);
  const bots = Object.entries(module).filter((entry): entry is [string, BotClass] => isBotClass(entry[1]));
  const wanted = name ?? (bots.length > 1 ? 'default' : bots[0]?.[0]);
  const found = bots.find(([exported]) => exported === wanted)?.[1];
  if (found !== undefined) return found;
  const names = bots.map(([exported]) => exported).join(', ');
  throw new ConfigurationError(
    'bot',
    bots.length === 0
      ? `${path} exports no class that extends Bot. Export it there: export class MyBot extends Bot …`
      : `${path} exports these bots: ${names}. Say which one with --export <name>.`,
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

/** By its methods and not by its ancestor: a project may have another copy of Holdfast than this command. */
const isBotClass = (value: unknown): value is BotClass => {
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    ['start', 'stop', 'use'].every((method) => typeof Reflect.get(prototype, method) === 'function')
  );
};
