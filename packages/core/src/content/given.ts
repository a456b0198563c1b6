import { isObject } from '../protocol/read.js';
import { fault, within } from './fault.js';

/**
 * The options of a builder as plain JavaScript may have given them.
 *
 * @param names the options it knows: a misspelt one would otherwise be lost without a word.
 */
export function given<T extends object>(
  options: T | undefined,
  names: readonly (keyof T & string)[],
  path = 'options',
): Partial<T> {
  if (options === undefined) return {};
  if (!isObject(options)) throw fault(path, 'is no object');
  const known: readonly string[] = names;
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger !== undefined) throw fault(within(path, stranger), `is unknown here. Known are ${known.join(', ')}`);
  return options;
}
