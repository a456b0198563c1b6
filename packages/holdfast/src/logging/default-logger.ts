import { ConfigurationError, type Logger } from '@holdfast/core/internal';
import { jsonLine } from './json-line.js';
import { factsOf, type LogRecord } from './log-record.js';
import { readableLine } from './readable-line.js';
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
export const defaultLogger = (options: DefaultLoggerOptions = {}): Logger =>
  new DefaultLogger(readLevel(options), options.output ?? process.stdout);

class DefaultLogger implements Logger {
  readonly #sink: StandardOutput;
  readonly #toLine: (record: LogRecord) => string;

  constructor(
    readonly level: LogLevel,
    output: Output,
  ) {
    this.#sink = new StandardOutput(output);
    this.#toLine = output.isTTY ? readableLine : jsonLine;
  }

  isLevelEnabled(level: string): boolean {
    return LEVELS.findIndex((known) => known === level) >= LEVELS.indexOf(this.level);
  }

  readonly debug = (facts: object, message: string): void => this.#write('debug', facts, message);
  readonly info = (facts: object, message: string): void => this.#write('info', facts, message);
  readonly warn = (facts: object, message: string): void => this.#write('warn', facts, message);
  readonly error = (facts: object, message: string): void => this.#write('error', facts, message);

  #write(level: LogLevel, facts: object, message: string): void {
    if (!this.isLevelEnabled(level)) return;
    const lost = this.#sink.dropped;
    this.#sink.write(this.#toLine({ level, time: new Date().toISOString(), facts: factsOf(facts), message }));
    if (lost > this.#sink.dropped) this.warn({ dropped: lost }, 'Log lines were dropped: standard output was blocked.');
  }
}

const readLevel = ({ level, env = process.env }: DefaultLoggerOptions): LogLevel => {
  const [option, asked] = level === undefined ? ['LOG_LEVEL', env['LOG_LEVEL'] || 'info'] : ['level', level];
  const known = LEVELS.find((name) => name === asked.toLowerCase());
  if (known) return known;
  throw new ConfigurationError(option, `${option} is '${asked.slice(0, 40)}'. Use one of ${LEVELS.join(', ')}.`);
};
