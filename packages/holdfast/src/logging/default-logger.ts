import { ConfigurationError, type Logger, redact, Secrets } from '@holdfast/core/internal';
import { type LoggerOptions, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
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
  const log = pino({ ...FORM, level }, { write });
  return log;
};

/** The level by its name, and nothing of the process; an error in place of facts is a fact. */
const FORM: LoggerOptions = Object.freeze({
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (level: string) => ({ level }), log: withoutReserved },
  errorKey: 'error',
  serializers: { error: plain, err: plain },
});

/** A fact of such a name would stand in the line twice, and who reads it takes the second. */
function withoutReserved({ level: _, time: __, msg: ___, ...facts }: Record<string, unknown>): Record<string, unknown> {
  return facts;
}

/** An error as the redacting logger tells it, so that all lines are alike. What came through that one is plain already. */
function plain(error: unknown): unknown {
  return error instanceof Error ? redact(error, none) : error;
}

const none = new Secrets();

/** A printer for the facts and their colours. As it is published, the package loads it here and not before. */
const readable = (): ((json: string) => string) => prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss.l' });

const asItIs = (json: string): string => json;

const readLevel = ({ level, env = process.env }: DefaultLoggerOptions): LogLevel => {
  const [option, asked] = level === undefined ? ['LOG_LEVEL', env['LOG_LEVEL'] || 'info'] : ['level', level];
  const known = LEVELS.find((name) => name === asked.toLowerCase());
  if (known) return known;
  throw new ConfigurationError(option, `${option} is '${asked.slice(0, 40)}'. Use one of ${LEVELS.join(', ')}.`);
};
