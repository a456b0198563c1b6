import type { DeliveryEvent } from '../delivery/surroundings.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Logger } from '../ports/logger.js';
import type { BotEvent } from './events.js';

type Style = readonly [level: keyof Logger, message: string];

/** Which events an owner wants to see, at which level, and in which words. The rest is for debugging. */
const records: Readonly<Partial<Record<BotEvent['type'] | DeliveryEvent['type'], Style>>> = {
  authenticated: ['info', 'logged in'],
  live: ['info', 'live'],
  interrupted: ['warn', 'connection interrupted'],
  recovered: ['info', 'recovered'],
  draining: ['info', 'draining'],
  closed: ['info', 'closed'],
  failed: ['error', 'the session has failed'],
  gap: ['warn', 'history has a gap'],
  deadLettered: ['error', 'a message could not be handled'],
  looped: ['warn', 'a dialog was paused: it looks like a loop'],
  blocked: ['warn', 'the event loop stood still'],
  historyFailed: ['warn', 'the history of a dialog could not be read'],
  receiptsRefused: ['warn', 'receipts were refused'],
  dropped: ['warn', 'a dialog ended while messages were waiting'],
};

/** One record for each event of a bot. */
export const recordEvent = (log: Logger, event: BotEvent): void => write(log, event);

/** One record for each event of delivery that is not an event of the bot. */
export const recordDelivery = (log: Logger, event: DeliveryEvent): void => write(log, event);

function write(log: Logger, { type, ...facts }: BotEvent | DeliveryEvent): void {
  const [level, message] = records[type] ?? (['debug', type] as const);
  log[level]({ event: type, ...facts, ...('error' in facts ? { error: brief(facts.error) } : {}) }, message);
}

/** Where in Holdfast an error was made tells an owner nothing; what it says, and what lies behind it, does. */
const brief = ({ code, message, cause }: HoldfastError): object => ({
  code,
  message,
  ...(cause instanceof Error ? { cause: cause.message } : {}),
});
