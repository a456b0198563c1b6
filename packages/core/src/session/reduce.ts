import {
  nextFloor,
  reconnectDelay,
  type ReconnectTerms,
  RESTART_WINDOW,
  restartWindows,
} from '../resilience/reconnect-delay.js';
import { refusedDelay } from '../resilience/login-delay.js';
import { type Window, windowOf } from '../resilience/window.js';
import type { SessionOptions } from './options.js';
import type { Event, Loss, State } from './state.js';
import { session } from './table.js';

/** A socket that was cut sooner than this after opening speaks against its bearer (a revoked one shows as 1006). */
export const BRIEF = 10_000;
/** So many brief sockets in a row and a new bearer is taken, once until the session settles. */
export const BRIEF_LIMIT = 3;
/** Evictions older than this are forgotten. */
export const EVICTION_MEMORY = 300_000;
export type Reduce = (state: State, event: Event) => State;

/** The pure reducer: an event that the current row of the table does not list changes nothing. */
export const reducer =
  (options: SessionOptions): Reduce =>
  (state, event) => {
    const phase = session[state.phase].on[event.type];
    if (phase === undefined) return state;
    const since = phase === state.phase ? state.since : event.at;
    return { ...remember(state, event, options), phase, since, cause: event.type };
  };

/** What an event leaves behind, whatever the phase. */
function remember(state: State, event: Event, options: SessionOptions): State {
  switch (event.type) {
    case 'discovered':
      return { ...state, domains: event.domains, rediscover: false };
    case 'granted':
      return {
        ...state,
        grant: event.grant,
        ...(state.grant === event.grant ? {} : { grantedAt: event.at, obtainedAt: event.at, proven: false }),
        epoch: state.epoch + 1,
      };
    case 'refreshed':
      return {
        ...state,
        grant: event.grant,
        grantedAt: event.at,
        ...(state.grant === event.grant ? {} : { obtainedAt: event.at }),
      };
    case 'opened':
      return { ...state, proven: true };
    case 'resumed':
      return live(state, event.missed);
    case 'settled':
      return settled(state);
    case 'interrupted':
    case 'expired':
      return lose(state, event, options);
    case 'refused':
      return { ...state, error: event.error };
    case 'stop':
      return event.drainTimeout === undefined ? state : { ...state, drainTimeout: event.drainTimeout };
    default:
      return state;
  }
}

function live(state: State, missed: number): State {
  const { loss: _loss, retryIn: _retryIn, lostAt: _lostAt, ...rest } = state;
  return { ...rest, missed, everLive: true };
}

function settled(state: State): State {
  const { restartedAt: _restartedAt, ...rest } = state;
  return { ...rest, attempt: 0, floor: 0, refusals: 0, forgiven: false, brief: 0, suspected: false };
}

/** One round more has failed: count it, judge the bearer, and draw the wait. */
function lose(state: State, event: Event & Loss, options: SessionOptions): State {
  const attempt = state.attempt + 1;
  const brief = event.openFor !== undefined && event.openFor < BRIEF ? state.brief + 1 : 0;
  const suspect = brief >= BRIEF_LIMIT && !state.suspected;
  const expired = event.type === 'expired';
  const slow = isSlow(state, event);
  const evictions = event.evicted === true ? [...recentEvictions(state, event.at), event.at] : state.evictions;
  const counted: State = {
    ...(expired || suspect || event.schedule === 'login' ? withoutGrant(state) : state),
    attempt,
    brief: suspect ? 0 : brief,
    suspected: state.suspected || suspect,
    ...restartOf(state, event, options),
    forgiven: state.forgiven || isRefusedBearer(event),
    refusals: state.refusals + (slow ? 1 : 0),
    evictions,
    rediscover: state.rediscover || event.rediscover === true,
    loss: event,
    lastLoss: { reason: event.reason, ...(event.code === undefined ? {} : { code: event.code }), at: event.at },
  };
  const waiting: State = slow
    ? { ...counted, retryIn: slowWait(counted, event, options) }
    : { ...counted, ...usualWait(counted, event, options) };
  return state.phase === 'live' ? { ...waiting, lostAt: event.at } : waiting;
}

/** A bearer that had worked and was taken away is no refusal: its successor is welcome at once. */
const isRefusedBearer = (event: Event & Loss): boolean => event.type === 'expired' && event.evicted !== true;

const withoutGrant = ({ grant: _grant, ...state }: State): State => ({ ...state, proven: false });

export const recentEvictions = (state: State, now: number): readonly number[] =>
  state.evictions.filter((at) => now - at < EVICTION_MEMORY);

/** The restart window counts where no wait before it can have been longer. */
function restartOf(state: State, { schedule }: Loss, { reconnect }: SessionOptions): { restartedAt?: number } {
  if (schedule !== 'restart' || state.restartedAt !== undefined) return {};
  const longest = state.attempt === 0 ? 0 : windowOf(state.attempt, reconnect.windows)[1];
  return longest <= RESTART_WINDOW[0] ? { restartedAt: state.attempt + 1 } : {};
}

/** A refused login is tried again slowly, and so is a refused bearer, but for the first that comes by itself. */
const isSlow = ({ refusals, forgiven }: State, event: Event & Loss): boolean =>
  event.schedule === 'login' || (isRefusedBearer(event) && (forgiven || refusals > 0));

const slowWait = ({ refusals }: State, { chance, atLeast = 0 }: Event & Loss, { login }: SessionOptions): number =>
  Math.max(atLeast, refusedDelay({ refusals, windows: login.refusedWindows, chance }));

function usualWait(
  state: State,
  { chance, atLeast }: Event & Loss,
  { reconnect }: SessionOptions,
): { retryIn: number; floor: number } {
  const terms: ReconnectTerms = { ...stepOf(state, reconnect.windows), chance, atLeast, floor: state.floor };
  return { retryIn: reconnectDelay(terms), floor: nextFloor(terms) };
}

function stepOf(
  { attempt, restartedAt }: State,
  windows: readonly Window[],
): { attempt: number; windows: readonly Window[] } {
  if (restartedAt === undefined) return { attempt, windows };
  return { attempt: attempt - restartedAt + 1, windows: restartWindows(windows) };
}
