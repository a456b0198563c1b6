import { createRequire } from 'node:module';
import { ConfigurationError, type Logger } from '@holdfast/core/internal';
import { pino, stdTimeFunctions } from 'pino';
import type { prettyFactory } from 'pino-pretty';
import { type Output, StandardOutput } from './standard-output.js';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LEVELS)[number];

export interface DefaultLoggerOptions {
  /** The least level that is written. @default the variable `LOG_LEVEL`, else `'info'` */
  readonly level?: LogLevel;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @default process.stdout */
  readonly output?: Output;
}

/**
 * The logger of a bot that was given none: one JSON object a line on standard output, or readable lines if that is a
 * terminal. It writes in the calling thread and keeps nothing alive.
 *
 * Throws `ConfigurationError` for a level that does not exist.
 */
export const defaultLogger = (options: DefaultLoggerOptions = {}): Logger => {
  const output = options.output ?? process.stdout;
  const level = readLevel(options);
  const sink = new StandardOutput(output);
  const toLine = output.isTTY ? readable() : asItIs;
  const write = (json: string): void => {
    const lost = sink.dropped;
    sink.write(toLine(json));
    if (lost > sink.dropped) log.warn({ dropped: lost }, 'Log lines were dropped: standard output was blocked.');
  };
  const log = pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: byName } },
    { write },
  );
  return log;
};

/** Loaded for a terminal only: a service has none, and its start need not wait for it. */
function readable(): ReturnType<typeof prettyFactory> {
  const pretty = createRequire(import.meta.url)('pino-pretty') as { readonly prettyFactory: typeof prettyFactory };
  return pretty.prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss.l' });
}

const byName = (level: string): object => ({ level });

const asItIs = (json: string): string => json;

const readLevel = ({ level, env = process.env }: DefaultLoggerOptions): LogLevel => {
  const [option, asked] = level === undefined ? ['LOG_LEVEL', env['LOG_LEVEL'] || 'info'] : ['level', level];
  const known = LEVELS.find((name) => name === asked.toLowerCase());
  if (known) return known;
  throw new ConfigurationError(option, `${option} is '${asked.slice(0, 40)}'. Use one of ${LEVELS.join(', ')}.`);
};
