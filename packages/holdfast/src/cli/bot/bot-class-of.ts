import { ConfigurationError } from '@holdfast/core/internal';
import type { BotClass } from '../../run.js';

/**
 * The bot that a module exports: the one of this name, or else its default, or the only one there is. `undefined` if it
 * exports no bot at all.
 *
 * @throws ConfigurationError if there are several to choose from, or none of this name.
 */
export function botClassOf(module: object, name?: string): BotClass | undefined {
  const found = new Map(Object.entries(module).filter((entry): entry is [string, BotClass] => isBotClass(entry[1])));
  const classes = new Set(found.values());
  if (name === undefined && classes.size < 2) return [...classes][0];
  const chosen = found.get(name ?? 'default');
  if (chosen !== undefined) return chosen;
  const names = [...found.keys()].join(', ') || 'none';
  throw new ConfigurationError('bot', `The module exports these bots: ${names}. Say which one with --export <name>.`);
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
