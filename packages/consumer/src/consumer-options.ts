import {
  ConfigurationError,
  type Logger,
  type PartialSessionOptions,
  type SessionOptions,
  sessionOptions,
} from '@holdfast/core/internal';
import type { ConsumerPlatform } from './window.js';

/** Options of a consumer beside its platform. Durations are milliseconds. */
export interface ConsumerOptions {
  /** The same timings as of a bot. `refresh.every` is how often a new token is asked for. */
  readonly session?: PartialSessionOptions;
  /** How long `stop()` waits for what was said to arrive. @default 10_000 */
  readonly drainTimeout?: number;
  /** Where records go. @default the platform's: structured lines on stdout */
  readonly logger?: Logger;
  /** Draws from [0, 1). @default Math.random */
  readonly random?: () => number;
}

export interface ResolvedConsumerOptions {
  readonly session: SessionOptions;
  readonly drainTimeout: number;
  readonly logger: Logger | undefined;
  readonly random: () => number;
}

/** @throws ConfigurationError naming the option at fault. */
export function consumerOptions(
  { session, drainTimeout = 10_000, logger, random = Math.random }: ConsumerOptions,
  { timeouts }: ConsumerPlatform,
): ResolvedConsumerOptions {
  if (typeof drainTimeout !== 'number' || !(drainTimeout >= 0)) {
    throw new ConfigurationError(
      'drainTimeout',
      'The option drainTimeout must be a number of milliseconds, 0 or more.',
    );
  }
  return {
    session: sessionOptions({ ...session, timeouts: { ...timeouts, ...session?.timeouts } }),
    drainTimeout,
    logger,
    random,
  };
}
