import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Grant } from '../ports/authenticator.js';
import type { Domains } from '../protocol/domains.js';
import type { EventType, Phase } from './table.js';

/** Which schedule decides the wait after an interruption. */
export type Schedule =
  /** The stepped windows, by attempts. */
  | 'reconnect'
  /** Close codes 1012 and 1013: the platform restarts or has too much to do, and asks everybody to stay away for a while. */
  | 'restart'
  /** The slow windows after a refused login. */
  | 'login';

/** Why a round ended. */
export interface Loss {
  readonly error: HoldfastError;
  /** A short stable word for logs and metrics, e.g. `ECONNRESET`, `silent`, `closed`. */
  readonly reason: string;
  /** The close code or HTTP status, when there was one. */
  readonly code?: number;
  readonly schedule: Schedule;
  /** Stay away for at least this long (`Retry-After`), in milliseconds. */
  readonly atLeast?: number;
  /** The connection itself failed: ask the domain service again before the next try. */
  readonly rediscover?: boolean;
  /** A bearer that had worked was refused in so many words: somebody may have logged in as the same user. */
  readonly evicted?: boolean;
  /** How long the socket had been open, in milliseconds, if it was. */
  readonly openFor?: number;
}

/** What an effect or a command reports. */
export type Happening =
  | { readonly type: 'start' | 'opened' | 'settled' | 'elapsed' | 'drained' }
  | { readonly type: 'stop'; readonly drainTimeout?: number }
  | { readonly type: 'discovered'; readonly domains: Domains }
  | { readonly type: 'granted'; readonly grant: Grant }
  | { readonly type: 'refreshed'; readonly grant: Grant }
  | { readonly type: 'resumed'; readonly missed: number }
  | ({ readonly type: 'interrupted' | 'expired' } & Loss)
  | { readonly type: 'refused'; readonly error: HoldfastError };

/** A happening with the two things that a pure reducer cannot know by itself. */
export type Event = Happening & {
  /** When, by the monotonic clock, in milliseconds. */
  readonly at: number;
  /** A draw from [0, 1) for whatever is left to chance. */
  readonly chance: number;
};

export interface State {
  readonly phase: Phase;
  /** When this phase began, by the monotonic clock. */
  readonly since: number;
  /** Counts sockets: what an older socket still says is not heard. */
  readonly epoch: number;
  /** Rounds that ended in a loss since the session last settled. */
  readonly attempt: number;
  /** No usual wait is shorter than this until the session settles: the longest before it. In milliseconds. */
  readonly floor: number;
  /** Refusals of a login or a bearer that cost a slow wait, since the session last settled. */
  readonly refusals: number;
  /** A refused bearer that had not worked was already replaced without a slow wait; not again before the session settles. */
  readonly forgiven: boolean;
  /** Sockets in a row that were cut within ten seconds of opening. */
  readonly brief: number;
  /** A new bearer was already taken because of brief sockets; not again before the session settles. */
  readonly suspected: boolean;
  /** At which attempt the platform asked for time (1012, 1013): wider windows count from there until the session settles. */
  readonly restartedAt?: number;
  /** When a bearer that had worked was refused, within the last five minutes. */
  readonly evictions: readonly number[];
  readonly everLive: boolean;
  readonly domains?: Domains;
  readonly rediscover: boolean;
  readonly grant?: Grant;
  /** When the present grant was given or last prolonged, by the monotonic clock. */
  readonly grantedAt?: number;
  /** When the present grant was given. */
  readonly obtainedAt?: number;
  /** Whether a socket has opened with the present grant. */
  readonly proven: boolean;
  /** While `waiting`: how long, in milliseconds. */
  readonly retryIn?: number;
  /** Since when the session is not live any more. Absent while it is, and before it ever was. */
  readonly lostAt?: number;
  /** What the last round ended with, until the session is live again. */
  readonly loss?: Loss;
  /** What the last failed round ended with, and when; it stays. Nothing is decided by it. */
  readonly lastLoss?: { readonly reason: string; readonly code?: number; readonly at: number };
  /** Why the session failed for good. */
  readonly error?: HoldfastError;
  /** How much history the last resuming had to hand over. */
  readonly missed: number;
  /** How long `draining` may take, in milliseconds; `undefined` for the bot's own option. */
  readonly drainTimeout?: number;
  /** The event that led here. */
  readonly cause?: EventType;
}

export const initial: State = Object.freeze({
  phase: 'idle',
  since: 0,
  epoch: 0,
  attempt: 0,
  floor: 0,
  refusals: 0,
  forgiven: false,
  brief: 0,
  suspected: false,
  evictions: [],
  everLive: false,
  rediscover: false,
  proven: false,
  missed: 0,
});
