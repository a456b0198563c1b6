import { types } from 'node:util';
import type { Logger } from '../ports/logger.js';
import { type Clock, monotonicClock } from '../resilience/monotonic.js';
import { type Admission, RepeatLimit, type RepeatLimitOptions } from '../resilience/repeat-limit.js';
import { redactText } from './redact-text.js';
import { redact } from './redact.js';
import type { Secrets } from './secrets.js';

export interface RedactingLoggerOptions {
  /** Facts of every record, for example the account and the bot's name. They win over facts of the same name. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  /**
   * Warnings and errors of the same message and code are told once within this time, then their number with the next
   * one. `'all'` tells each of them, which is what an author's own records want. @default once in 60_000
   */
  readonly repeats?: RepeatLimitOptions | 'all';
  /** @default the monotonic clock */
  readonly clock?: Clock;
}

/**
 * Stands before a logger so that nothing secret reaches it, and nothing it does reaches the bot: what it throws or
 * rejects with is lost.
 */
export const redactingLogger = (logger: Logger, secrets: Secrets, options?: RedactingLoggerOptions): Logger =>
  Object.freeze(new RedactingLogger(logger, secrets, options));

/**
 * Its methods are made when they are asked for: one that was taken out of the logger works by itself, and no bot keeps four
 * functions for that.
 */
class RedactingLogger implements Logger {
  readonly #logger: Logger;
  readonly #secrets: Secrets;
  readonly #options: RedactingLoggerOptions;
  #limit: RepeatLimit | undefined;

  constructor(logger: Logger, secrets: Secrets, options: RedactingLoggerOptions = NONE) {
    this.#logger = logger;
    this.#secrets = secrets;
    this.#options = options;
  }

  get debug(): Logger['debug'] {
    return (facts, message) => this.#write('debug', facts, message);
  }

  get info(): Logger['info'] {
    return (facts, message) => this.#write('info', facts, message);
  }

  get warn(): Logger['warn'] {
    return (facts, message) => this.#write('warn', facts, message);
  }

  get error(): Logger['error'] {
    return (facts, message) => this.#write('error', facts, message);
  }

  #write(level: keyof Logger, facts: object, message: string): void {
    const [logger, secrets] = [this.#logger, this.#secrets];
    try {
      if (!isEnabled(logger, level)) return;
      const text = redactText(String(message ?? ''), secrets);
      const safe = { ...asFields(facts, secrets), ...asFields(this.#options.bindings ?? NONE, secrets) };
      const told = isFault(level) ? this.#admit(`${level} ${codeOf(safe)} ${text}`) : TOLD;
      if (!told.admitted) return;
      forget(logger[level](told.suppressed > 0 ? { ...safe, suppressed: told.suppressed } : safe, text));
    } catch {
      // a logger that fails must not fail the bot, and there is nowhere to say so
    }
  }

  #admit(key: string): Admission {
    const { repeats = NONE, clock = monotonicClock } = this.#options;
    if (repeats === 'all') return TOLD;
    return (this.#limit ??= new RepeatLimit(repeats, clock)).admit(key);
  }
}

const NONE = Object.freeze({});

const TOLD = { admitted: true, suppressed: 0 } as const;

const isFault = (level: keyof Logger): boolean => level === 'warn' || level === 'error';

interface LevelAware {
  isLevelEnabled?(level: string): boolean;
}

/** pino and its like can say beforehand that a record would be dropped; then the work of redacting it is saved. */
const isEnabled = (logger: Logger & LevelAware, level: keyof Logger): boolean => logger.isLevelEnabled?.(level) ?? true;

/** Facts should be an object of facts; whoever gives an error or a list by mistake still finds it in the record. */
const asFields = (facts: unknown, secrets: Secrets): object => {
  const safe = redact(facts, secrets);
  if (types.isNativeError(facts)) return { error: safe };
  return typeof safe === 'object' && safe !== null && !Array.isArray(safe) ? safe : { facts: safe };
};

const codeOf = (facts: object): string => {
  const holders = [facts, fieldOf(facts, 'error'), fieldOf(facts, 'err'), fieldOf(facts, 'cause')];
  const code = holders.map((holder) => fieldOf(holder, 'code')).find((found) => found !== undefined);
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
};

const fieldOf = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null ? Object.getOwnPropertyDescriptor(holder, name)?.value : undefined;

/** An asynchronous logger may hand back a promise, and its rejection would end the process. */
const forget = (outcome: unknown): void => {
  if (outcome instanceof Promise) outcome.catch(() => undefined);
};
