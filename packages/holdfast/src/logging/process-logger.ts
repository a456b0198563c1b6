import type { Logger } from '@holdfast/core/internal';
import { defaultLogger } from './default-logger.js';

interface Made {
  readonly output: NodeJS.WriteStream;
  readonly level: string | undefined;
  readonly logger: Logger;
}

let newest: Made | undefined;

/**
 * The default logger, as the environment asks for it now. Bots of one process write to one standard output, so they share
 * it: what tells their lines apart is put before it, for each bot by itself.
 */
export function processLogger(): Logger {
  const output = process.stdout;
  const level = process.env['LOG_LEVEL'];
  if (newest?.output !== output || newest.level !== level) newest = { output, level, logger: defaultLogger() };
  return newest.logger;
}
