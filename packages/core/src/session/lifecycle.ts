import type { HoldfastError } from '../errors/holdfast-error.js';
import type { State } from './state.js';

/** What a session tells its owner, by name. */
export interface LifecycleEvents {
  /** The account's hosts are known. */
  discovered: { readonly services: readonly string[] };
  /** A login has succeeded. */
  authenticated: { readonly userId: string };
  /** The socket is open; subscriptions follow. */
  connected: Record<never, never>;
  /** Everything is restored, and messages arrive. */
  live: { readonly missed: number };
  /** The bearer was prolonged or replaced while live. */
  refreshed: { readonly replaced: boolean };
  /** A round has failed. The next try comes after `retryIn` milliseconds. */
  interrupted: {
    /** A short stable word, e.g. `silent`, `closed`, `ECONNREFUSED`, `LOGIN_REFUSED`. */
    readonly reason: string;
    /** The close code or HTTP status, when there was one. */
    readonly code?: number;
    /** Rounds that failed since the session last settled, from 1. */
    readonly attempt: number;
    readonly retryIn: number;
    readonly error: HoldfastError;
  };
  /** Live again after having been live before. */
  recovered: {
    /** Milliseconds. */
    readonly downtime: number;
    /** Messages that had to be fetched from history. */
    readonly missed: number;
  };
  draining: Record<never, never>;
  closed: Record<never, never>;
  /** The session has given up for good. */
  failed: { readonly error: HoldfastError };
}

export type LifecycleName = keyof LifecycleEvents;
export type LifecycleEvent = { [K in LifecycleName]: { readonly type: K } & LifecycleEvents[K] }[LifecycleName];

/** Which events a step of the machine amounts to: a pure reading of two neighbouring states. */
export function lifecycle(before: State, after: State): readonly LifecycleEvent[] {
  switch (after.cause) {
    case 'discovered':
      return after.domains === undefined || after.domains === before.domains
        ? []
        : [{ type: 'discovered', services: after.domains.services }];
    case 'granted':
      return after.grant === undefined || after.grant === before.grant
        ? []
        : [{ type: 'authenticated', userId: after.grant.userId }];
    case 'opened':
      return [{ type: 'connected' }];
    case 'resumed':
      return before.lostAt === undefined
        ? [{ type: 'live', missed: after.missed }]
        : [
            { type: 'live', missed: after.missed },
            { type: 'recovered', downtime: after.since - before.lostAt, missed: after.missed },
          ];
    case 'refreshed':
      return [{ type: 'refreshed', replaced: after.grant !== before.grant }];
    default:
      return entering(before, after);
  }
}

function entering(before: State, after: State): readonly LifecycleEvent[] {
  if (before.phase === after.phase) return [];
  if (after.phase === 'waiting' && after.loss !== undefined) {
    const { reason, code, error } = after.loss;
    const { attempt, retryIn = 0 } = after;
    return [{ type: 'interrupted', reason, ...(code === undefined ? {} : { code }), attempt, retryIn, error }];
  }
  if (after.phase === 'draining' || after.phase === 'closed') return [{ type: after.phase }];
  return after.phase === 'failed' && after.error !== undefined ? [{ type: 'failed', error: after.error }] : [];
}
