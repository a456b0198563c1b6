import { ConfigurationError } from '@holdfast/core/internal';

type Class = abstract new (...args: never) => object;

/**
 * The bot that a module exports: as its default, or as its only one. `undefined` if it exports none: then the module is a
 * program, and starts its bots itself.
 *
 * @param Base the class `Bot` of the very copy of Holdfast that the module imports.
 * @throws ConfigurationError if there are several to choose from.
 */
export function botClassOf<Bot extends Class>(module: object, Base: Bot): Bot | undefined {
  const found = new Map(Object.entries(module).filter((entry): entry is [string, Bot] => isBot(entry[1], Base)));
  const chosen = found.get('default');
  const classes = new Set(found.values());
  if (chosen !== undefined || classes.size < 2) return chosen ?? [...classes][0];
  throw new ConfigurationError(
    'bot-file',
    `The bot file exports several bots: ${[...found.keys()].join(', ')}. Export the one to run as its default, or name a file that starts them by run().`,
  );
}

const isBot = (value: unknown, Base: Class): boolean => typeof value === 'function' && value.prototype instanceof Base;
