import { ConfigurationError } from '../errors/configuration.js';
import { deepFreeze } from '../protocol/freeze.js';
import type { Window } from '../resilience/window.js';
import { LONGEST_TIMER } from './after.js';

/** The timings of a session. Every value is in milliseconds unless it says otherwise; the defaults are the design's. */
export interface SessionOptions {
  readonly timeouts: {
    /** One stage in total — domains, login, upgrade, first answers — however slowly bytes trickle. @default 10_000 */
    readonly stage: number;
    /** From a request on the socket to its answer. @default 10_000 */
    readonly response: number;
    /** From our close frame to the peer's; then the socket is terminated. @default 2_000 */
    readonly close: number;
  };
  /** Any inbound byte is life. Their sum is how long a dead link can go unnoticed. */
  readonly liveness: {
    /** Silence before a WebSocket ping. @default 4_000 */
    readonly idle: number;
    /** Silence after the ping before a clock request. @default 3_000 */
    readonly pong: number;
    /** Silence after the clock request before the socket is given up. @default 3_000 */
    readonly probe: number;
  };
  /** How often the platform's clock is asked while the socket is open. @default 30_000 */
  readonly keepAlive: { readonly every: number };
  /** How often the bearer is prolonged, ±10 %. It never touches a healthy socket. @default 300_000 */
  readonly refresh: { readonly every: number };
  /** How often a fresh snapshot is compared with what was handled, ±10 %. @default 300_000 */
  readonly reconcile: { readonly every: number };
  readonly reconnect: {
    /** The wait before the n-th try is uniform in the n-th window; the last repeats for ever. */
    readonly windows: readonly Window[];
    /** How long a session must be live before past failures are forgotten. @default 60_000 */
    readonly settle: number;
  };
  /** Before each retry of a REST call after a 5xx, a time-out or a network error. @default [5_000, 10_000, 15_000] */
  readonly rest: { readonly retryDelays: readonly number[] };
  readonly login: {
    /** Never two logins of one user within this. @default 5_000 */
    readonly minInterval: number;
    /** The wait after the n-th refused login in a row, once the bot has been live. */
    readonly refusedWindows: readonly Window[];
  };
  /** Requests made while the session is not live. */
  readonly queue: {
    /** How many may wait, a count. @default 1_000 */
    readonly limit: number;
    /** How long each may wait. @default 30_000 */
    readonly maxAge: number;
  };
}

/** What an author may give: any part of it. */
export type PartialSessionOptions = { readonly [K in keyof SessionOptions]?: Partial<SessionOptions[K]> };

/** The timings of a session unless its bot says otherwise, in milliseconds. */
export const sessionDefaults: SessionOptions = deepFreeze<SessionOptions>({
  timeouts: { stage: 10_000, response: 10_000, close: 2_000 },
  liveness: { idle: 4_000, pong: 3_000, probe: 3_000 },
  keepAlive: { every: 30_000 },
  refresh: { every: 300_000 },
  reconcile: { every: 300_000 },
  reconnect: {
    windows: [
      [0, 2_000],
      [2_000, 4_000],
      [4_000, 8_000],
      [8_000, 16_000],
      [16_000, 32_000],
      [32_000, 64_000],
      [60_000, 120_000],
    ],
    settle: 60_000,
  },
  rest: { retryDelays: [5_000, 10_000, 15_000] },
  login: {
    minInterval: 5_000,
    refusedWindows: [
      [120_000, 180_000],
      [180_000, 300_000],
      [300_000, 600_000],
    ],
  },
  queue: { limit: 1_000, maxAge: 30_000 },
});

/**
 * Merges what an author gave with the defaults, once. Whoever changes nothing shares them.
 *
 * @throws ConfigurationError naming the option, its range and the value, for an unknown name as for a bad value.
 */
export function sessionOptions(given: PartialSessionOptions = {}): SessionOptions {
  const sections: Readonly<Record<keyof SessionOptions, object>> = sessionDefaults;
  const merged: Record<string, unknown> = {};
  for (const section of Object.keys(given)) {
    if (!Object.hasOwn(sessionDefaults, section))
      throw unknownOption(`session.${section}`, Object.keys(sessionDefaults));
  }
  for (const [section, defaults] of Object.entries(sections)) {
    const own: unknown = given[section as keyof SessionOptions] ?? {};
    if (!isSection(own)) {
      const option = `session.${section}`;
      throw new ConfigurationError(option, `${option} must be an object of ${Object.keys(defaults).join(', ')}.`);
    }
    for (const [name, value] of Object.entries(own)) {
      if (!Object.hasOwn(defaults, name)) throw unknownOption(`session.${section}.${name}`, Object.keys(defaults));
      check(`session.${section}.${name}`, value);
    }
    merged[section] = Object.keys(own).length === 0 ? defaults : { ...defaults, ...own };
  }
  const isDefault = Object.entries(sections).every(([section, defaults]) => merged[section] === defaults);
  return isDefault ? sessionDefaults : (merged as unknown as SessionOptions);
}

function check(option: string, value: unknown): void {
  if (option.endsWith('indows')) {
    if (Array.isArray(value) && value.length > 0 && value.every(isWindow)) return;
    throw new ConfigurationError(option, `${option} must be a list of windows [from, to] in milliseconds, from ≤ to.`);
  }
  if (option.endsWith('retryDelays')) {
    if (Array.isArray(value) && value.every(isWait)) return;
    throw new ConfigurationError(option, `${option} must be a list of milliseconds, each 0 or more.`);
  }
  if (!isWait(value) && value !== Infinity) {
    throw new ConfigurationError(
      option,
      `${option} must be a number from 0 to ${LONGEST_TIMER}, or Infinity for never, but it is ${describe(value)}.`,
    );
  }
}

const isSection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Longer ones would make a timer fire at once. */
const isWait = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= LONGEST_TIMER;
const isWindow = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isWait) && Number(value[0]) <= Number(value[1]);

const describe = (value: unknown): string => (typeof value === 'number' ? String(value) : `a ${typeof value}`);

const unknownOption = (option: string, known: readonly string[]): ConfigurationError =>
  new ConfigurationError(option, `${option} is not an option. Known here: ${known.join(', ')}.`);
