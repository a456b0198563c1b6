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
export const redactingLogger = (
  logger: Logger,
  secrets: Secrets,
  { bindings = NONE, repeats = NONE, clock = monotonicClock }: RedactingLoggerOptions = {},
): Logger => {
  let limit: RepeatLimit | undefined;

  const admit = (key: string, options: RepeatLimitOptions): Admission =>
    (limit ??= new RepeatLimit(options, clock)).admit(key);

  const write = (level: keyof Logger, facts: object, message: string): void => {
    try {
      if (!isEnabled(logger, level)) return;
      const text = redactText(String(message ?? ''), secrets);
      const safe = { ...asFields(facts, secrets), ...asFields(bindings, secrets) };
      const told = repeats !== 'all' && isFault(level) ? admit(`${level} ${codeOf(safe)} ${text}`, repeats) : TOLD;
      if (!told.admitted) return;
      forget(logger[level](told.suppressed > 0 ? { ...safe, suppressed: told.suppressed } : safe, text));
    } catch {
      // a logger that fails must not fail the bot, and there is nowhere to say so
    }
  };

  return Object.freeze({
    debug: (facts: object, message: string) => write('debug', facts, message),
    info: (facts: object, message: string) => write('info', facts, message),
    warn: (facts: object, message: string) => write('warn', facts, message),
    error: (facts: object, message: string) => write('error', facts, message),
  });
};

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
