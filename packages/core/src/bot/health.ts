import type { DeliveryDepths } from '../delivery/delivery.js';
import type { LaneDepth } from '../delivery/lane-depths.js';
import { monotonicClock, monotonicNow } from '../resilience/monotonic.js';
import type { SessionOptions } from '../session/options.js';
import type { State } from '../session/state.js';
import { isEnd, type Phase } from '../session/table.js';
import type { Runtime } from './runtime.js';
import { wallClock } from './wall-clock.js';

/** A snapshot for probes, dashboards and humans. It holds no text of consumers and no secret. */
export interface Health {
  /** The session is live: everything is restored. */
  readonly live: boolean;
  /** Live, and the platform has answered the clock lately: messages really arrive. For a readiness probe. */
  readonly ready: boolean;
  readonly phase: Phase;
  /** Since when the session has been in this phase. */
  readonly since: Date;
  /** Rounds that failed since the session last settled. */
  readonly attempt: number;
  /** When the next try is due, while waiting. */
  readonly retryAt?: Date;
  /** Why the last round failed, and when; it stays when the session is live again. */
  readonly lastLoss?: { readonly reason: string; readonly code?: number; readonly at: Date };
  /** The bearer in use; a refused one is forgotten at once. */
  readonly bearer?: {
    readonly obtainedAt: Date;
    /** Absent until it was prolonged for the first time. */
    readonly refreshedAt?: Date;
  };
  /** When anything last arrived on the present socket, a pong included. Absent without one. */
  readonly lastInbound?: Date;
  /** The last answered clock request. */
  readonly clock?: {
    readonly at: Date;
    /** Milliseconds. */
    readonly roundTrip: number;
    /** The platform's clock minus ours, in milliseconds. */
    readonly offset: number;
  };
  readonly conversations: number;
  /** Requests that wait for the session to be live. */
  readonly waitingRequests: number;
  /** Messages and handlers; see `DeliveryDepths`. */
  readonly delivery: DeliveryDepths;
  /** The busiest dialogs that something waits or runs in, the fullest first; at most 20. */
  readonly lanes: readonly LaneDepth[];
  /** How often something odd happened that changed nothing, by kind. */
  readonly oddities: Readonly<Record<string, number>>;
}

const NO_DEPTHS: DeliveryDepths = Object.freeze({
  dialogs: 0,
  queued: 0,
  running: 0,
  behind: 0,
  parked: 0,
  outgoing: 0,
});

/** An answered clock request counts as fresh for this many keep-alive intervals. */
const FRESH = 2;

export function healthOf(state: State, runtime: Runtime | undefined, { keepAlive, timeouts }: SessionOptions): Health {
  const { phase, since, attempt, retryIn } = state;
  const now = monotonicNow();
  const reading = runtime?.signals.clockReading;
  const live = phase === 'live';
  const inbound = isEnd(phase) ? undefined : runtime?.session.lastInbound;
  const heardAt = Math.max(reading?.at ?? since, since);
  return {
    live,
    ready: live && now - heardAt < keepAlive.every * FRESH + timeouts.response,
    phase,
    since: wallClock(since, monotonicClock),
    attempt,
    ...(phase === 'waiting' && retryIn !== undefined ? { retryAt: wallClock(since + retryIn, monotonicClock) } : {}),
    ...pastOf(state),
    ...(inbound === undefined ? {} : { lastInbound: wallClock(inbound, monotonicClock) }),
    ...(reading === undefined
      ? {}
      : {
          clock: {
            at: wallClock(reading.at, monotonicClock),
            roundTrip: reading.roundTrip,
            offset: reading.offset,
          },
        }),
    conversations: runtime?.attendance.roster.size ?? 0,
    waitingRequests: runtime?.session.waiting ?? 0,
    delivery: runtime?.delivery.depths ?? NO_DEPTHS,
    lanes: runtime?.delivery.lanes ?? [],
    oddities: runtime?.signals.oddities ?? {},
  };
}

function pastOf({ phase, lastLoss, grant, obtainedAt, grantedAt }: State): Pick<Health, 'lastLoss' | 'bearer'> {
  const prolonged =
    grantedAt === undefined || grantedAt === obtainedAt ? undefined : wallClock(grantedAt, monotonicClock);
  return {
    ...(lastLoss === undefined ? {} : { lastLoss: { ...lastLoss, at: wallClock(lastLoss.at, monotonicClock) } }),
    ...(grant === undefined || obtainedAt === undefined || isEnd(phase)
      ? {}
      : {
          bearer: {
            obtainedAt: wallClock(obtainedAt, monotonicClock),
            ...(prolonged === undefined ? {} : { refreshedAt: prolonged }),
          },
        }),
  };
}
