import { type DeliveryChoices, type DeliveryOptions, deliveryOptions } from '../delivery/options.js';
import { ConfigurationError } from '../errors/configuration.js';
import { type MemoryOptions, memoryOptions } from '../memory/options.js';
import type { Logger } from '../ports/logger.js';
import type { Store } from '../ports/store.js';
import { isObject } from '../protocol/read.js';
import type { PlatformTimeouts } from '../ports/platform.js';
import { type PartialSessionOptions, type SessionOptions, sessionOptions } from '../session/options.js';
import { type AcceptPolicy, checkAcceptPolicy } from './accept-policy.js';

/** What an agent can be for routing. Source: messaging.md §5.3. */
export type AgentState =
  /** Gets every ring. */
  | 'ONLINE'
  /** Gets transfers only. */
  | 'OCCUPIED'
  /** Gets nothing: for bots that join conversations by themselves. */
  | 'AWAY'
  /** As AWAY, and colleagues see that it will not be long. */
  | 'BACK_SOON'
  /** As AWAY, and colleagues see nobody. */
  | 'OFFLINE';

/** Which conversations the bot is told of. */
export type Watch =
  /** Those it takes part in, until the main dialog is closed. */
  | 'assigned'
  /** Those it takes part in, until the whole is closed: also during a survey. */
  | 'surveys'
  /** All that its user may see; that takes an agent manager. */
  | 'all'
  /** Those that match a subscription. */
  | WatchQuery;

/** Fields of a conversation subscription; all that is given must hold. Source: messaging.md §5.2. */
export interface WatchQuery {
  /** State of the main dialog. @default ['OPEN'], unless `stage` is given */
  readonly convState?: readonly ('OPEN' | 'CLOSE')[];
  /** State of the whole, with what follows the main dialog. */
  readonly stage?: readonly ('OPEN' | 'CLOSE')[];
  /** As `<accountId>.<userId>`. */
  readonly agentIds?: readonly string[];
  readonly skillId?: string;
  readonly consumerId?: string;
  /** Epoch milliseconds. */
  readonly minLastUpdatedTime?: number;
  readonly maxLastUpdatedTime?: number;
  /** Only those whose answer is due before then; epoch milliseconds. */
  readonly maxETTR?: number;
}

/** Options of a bot beside its platform. Durations are milliseconds. */
export interface BotOptions extends DeliveryChoices {
  /** What it is at first; `bot.setAgentState()` changes it. @default 'ONLINE' */
  readonly agentState?: AgentState;
  /** Whether the platform tells when the state of this agent changes, as `agentState` events. @default false */
  readonly watchAgentState?: boolean;
  /** What becomes of a ring that no `@OnRing` handler decides. @default 'all' */
  readonly accept?: AcceptPolicy;
  /** @default 'assigned' */
  readonly watch?: Watch;
  /** How long `stop()` waits for running handlers. @default 10_000 */
  readonly drainTimeout?: number;
  /** Where records go. @default the platform's: structured lines on stdout */
  readonly logger?: Logger;
  readonly session?: PartialSessionOptions;
  /**
   * Where `conversation.memory` is kept. The bot does not close it: it may serve several.
   *
   * @default one of its own in memory, bounded, that ends with the process
   */
  readonly store?: Store;
  readonly memory?: Partial<MemoryOptions>;
  /** Draws from [0, 1), for tests that want to repeat themselves. @default Math.random */
  readonly random?: () => number;
}

export interface ResolvedBotOptions {
  readonly agentState: AgentState;
  readonly watchAgentState: boolean;
  readonly accept: AcceptPolicy;
  readonly watch: Watch;
  readonly drainTimeout: number;
  readonly logger: Logger | undefined;
  readonly session: SessionOptions;
  readonly store: Store | undefined;
  readonly memory: MemoryOptions;
  readonly delivery: DeliveryOptions;
  readonly random: () => number;
}

const AGENT_STATES: readonly AgentState[] = ['ONLINE', 'OCCUPIED', 'AWAY', 'BACK_SOON', 'OFFLINE'];
const WATCH_WORDS: readonly unknown[] = ['assigned', 'surveys', 'all'];
const DRAIN_TIMEOUT = 10_000;

/**
 * Merges and checks once. Throws `ConfigurationError` naming the option.
 *
 * @param timeouts the platform's own patience, under what the bot's `session` option says.
 */
export function botOptions(given: BotOptions = {}, timeouts: PlatformTimeouts = {}): ResolvedBotOptions {
  const {
    agentState = 'ONLINE',
    watchAgentState = false,
    accept = 'all',
    watch = 'assigned',
    drainTimeout = DRAIN_TIMEOUT,
    logger,
    session,
    store,
    memory,
    random = Math.random,
    ...delivery
  } = given;
  checkAgentState(agentState);
  if (typeof watchAgentState !== 'boolean') throw wrong('watchAgentState', 'true or false');
  checkAcceptPolicy(accept);
  if (!WATCH_WORDS.includes(watch) && (typeof watch !== 'object' || watch === null)) {
    throw wrong('watch', "'assigned', 'surveys', 'all' or a query such as { skillId: '300000001' }");
  }
  if (typeof drainTimeout !== 'number' || !(drainTimeout >= 0)) {
    throw wrong('drainTimeout', 'a number of milliseconds, 0 or more');
  }
  if (store !== undefined && !isStore(store)) {
    throw wrong('store', 'an object with the methods get, set and delete, such as await openDurableStore({ folder })');
  }
  return {
    agentState,
    watchAgentState,
    accept,
    watch,
    drainTimeout,
    logger,
    session: sessionOptions({ ...session, timeouts: { ...timeouts, ...session?.timeouts } }),
    store,
    memory: memoryOptions(memory),
    delivery: deliveryOptions(delivery),
    random,
  };
}

/** As an author would write them, without what belongs to the process: the logger, the store and the source of chance. */
export const plainOptions = ({
  logger: _logger,
  store: _store,
  random: _random,
  delivery,
  ...options
}: ResolvedBotOptions): Readonly<Record<string, unknown>> => ({ ...options, ...delivery });

/** @throws ConfigurationError for a state that there is not. */
export function checkAgentState(agentState: AgentState): void {
  if (!AGENT_STATES.includes(agentState)) throw wrong('agentState', `one of ${AGENT_STATES.join(', ')}`);
}

const wrong = (option: string, range: string): ConfigurationError =>
  new ConfigurationError(option, `The option ${option} must be ${range}.`);

const isStore = (value: unknown): boolean =>
  isObject(value) && ['get', 'set', 'delete'].every((method) => typeof value[method] === 'function');
