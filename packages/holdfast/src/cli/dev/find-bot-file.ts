import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '@holdfast/core/internal';

const USUAL = ['src/bot.ts', 'src/bot.js', 'bot.ts', 'bot.js', 'src/main.ts', 'src/main.js'] as const;
const RUNNABLE = /\.(?:[cm]?js|[cm]?ts)$/;

/**
 * The file that holds the bot, as an absolute path: the one that was named, or one that has a usual name.
 *
 * @throws ConfigurationError if there is none, or it is no TypeScript or JavaScript.
 */
export function findBotFile(folder: string, named?: string): string {
  const found = (named === undefined ? USUAL : [named]).map((path) => resolve(folder, path)).find(existsSync);
  if (found === undefined) {
    const fact =
      named === undefined ? `There is none of ${USUAL.join(', ')} in ${folder}` : `There is no file ${named}`;
    throw new ConfigurationError('bot-file', `${fact}. Name the file that exports the bot, such as path/to/bot.ts.`);
  }
  if (!RUNNABLE.test(found) || found.endsWith('.d.ts') || !statSync(found).isFile()) {
    throw new ConfigurationError(
      'bot-file',
      `${found} is no TypeScript or JavaScript file. Name the one with the bot.`,
    );
  }
  return found;
}
