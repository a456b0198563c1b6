import { ConfigurationError } from '../errors/configuration.js';

/** What a joining bot is handed from a dialog's past; see `backlog.ts`. */
export type OnJoin = 'unanswered' | 'all' | 'none';

/** How messages reach the author's handlers. Durations are milliseconds. */
export interface DeliveryOptions {
  /** Handlers that run at once, over all dialogs. One dialog never has two. @default 64 */
  readonly maxConcurrentHandlers: number;
  /** A handler that runs longer has its signal aborted and counts as failed. `Infinity` means never. @default 30_000 */
  readonly handlerTimeout: number;
  /** Waits before each further attempt of a failed message; an empty list means one attempt. @default [1_000, 5_000] */
  readonly retryDelays: readonly number[];
  /** Whether handled messages are marked READ. Without receipts a restarted bot handles them again. @default true */
  readonly receipts: boolean;
  /** The longest time between a handled message and its receipt. @default 200 */
  readonly receiptDelay: number;
  /** @default 'unanswered' */
  readonly onJoin: OnJoin;
  /** Messages waiting in memory at which reading from the network stops. What comes all the same is held up to a tenth above. @default 1_000 */
  readonly highWater: number;
  /** Messages waiting in memory at which reading goes on. @default 500 */
  readonly lowWater: number;
  /** Events asked for in one history request; the platform may give fewer. @default 200 */
  readonly historyPage: number;
  /** History requests in flight at once. @default 10 */
  readonly historyConcurrency: number;
  readonly loop: LoopOptions;
}

/** When a dialog counts as two bots talking to each other. */
export interface LoopOptions {
  /** More replies than this `within` the time pause the dialog. `Infinity` turns the guard off. @default 20 */
  readonly replies: number;
  /** @default 10_000 */
  readonly within: number;
  /** How long the dialog is paused the first time; each further time twice as long, up to an hour. @default 60_000 */
  readonly pause: number;
}

export const defaultDeliveryOptions: DeliveryOptions = Object.freeze({
  maxConcurrentHandlers: 64,
  handlerTimeout: 30_000,
  retryDelays: Object.freeze([1_000, 5_000]),
  receipts: true,
  receiptDelay: 200,
  onJoin: 'unanswered',
  highWater: 1_000,
  lowWater: 500,
  historyPage: 200,
  historyConcurrency: 10,
  loop: Object.freeze({ replies: 20, within: 10_000, pause: 60_000 }),
});

/** What an author may give: any part of the options, and any part of `loop`. */
export type DeliveryChoices = Partial<Omit<DeliveryOptions, 'loop'>> & { readonly loop?: Partial<LoopOptions> };

/** Merges the author's choices with the defaults. Throws `ConfigurationError` naming the option. */
export function deliveryOptions(given: DeliveryChoices = {}): DeliveryOptions {
  if (Object.keys(given).length === 0) return defaultDeliveryOptions;
  const { loop: loopDefaults } = defaultDeliveryOptions;
  const options = {
    ...defaultDeliveryOptions,
    ...defined(given),
    loop: given.loop === undefined ? loopDefaults : { ...loopDefaults, ...defined(given.loop) },
  };
  for (const name of ['maxConcurrentHandlers', 'highWater', 'historyPage', 'historyConcurrency'] as const) {
    atLeast(name, options[name], 1);
  }
  for (const name of ['handlerTimeout', 'receiptDelay', 'lowWater'] as const) atLeast(name, options[name], 0);
  for (const name of ['replies', 'within', 'pause'] as const) atLeast(`loop.${name}`, options.loop[name], 1);
  options.retryDelays.forEach((delay, index) => atLeast(`retryDelays[${index}]`, delay, 0));
  if (options.lowWater >= options.highWater) {
    throw new ConfigurationError('lowWater', 'lowWater must be below highWater: reading could never go on otherwise.');
  }
  if (!['unanswered', 'all', 'none'].includes(options.onJoin)) {
    throw new ConfigurationError('onJoin', "onJoin must be 'unanswered', 'all' or 'none'.");
  }
  return Object.freeze(options);
}

function atLeast(option: string, value: number, least: number): void {
  if (typeof value === 'number' && value >= least) return;
  throw new ConfigurationError(option, `${option} must be a number of at least ${least}.`);
}

const defined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
