import type { Authenticator } from '../ports/authenticator.js';
import type { Call } from '../ports/call.js';
import type { Side } from '../ports/side.js';
import type { ClockReading, Transport } from '../ports/transport.js';
import type { AlarmClock } from '../resilience/alarm-clock.js';
import type { Clock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import type { Duties } from './duties.js';
import type { Link } from './link.js';
import type { LoginGate } from './login-gate.js';
import type { SessionOptions } from './options.js';
import type { State } from './state.js';

/** What the effects of one session work with. Everything is handed in, so that tests hand in fakes. */
export interface Parts {
  readonly side: Side;
  readonly authenticator: Authenticator;
  readonly transport: Transport;
  readonly options: SessionOptions;
  /** How long running handlers may take when the bot stops, in milliseconds. */
  readonly drainTimeout: number;
  readonly duties: Duties;
  readonly gate: LoginGate;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  /** For what is to be done now and then while the session is live. */
  readonly alarms: AlarmClock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly signs: Signs;
}

/** What effects share with the session as it is now. */
export interface Present {
  readonly link: Link;
  /** A refused REST call may have replaced the grant that an activity began with. */
  readonly state: State;
}

/** Where effects leave what they notice by the way; nothing in the machine depends on it. */
export interface Signs {
  clocked(reading: ClockReading): void;
  /** Something odd that changed nothing, e.g. a malformed frame or a late event of an old socket. */
  oddity(kind: string): void;
  /** An activity that failed without harm to the session, e.g. a refresh that will be tried again. */
  setback(activity: string, error: unknown): void;
  /** Values that must never be printed have become known. */
  secrets(values: readonly string[]): void;
}

/** The terms of a REST call while the session needs its answer. */
export const restTerms = ({ timeouts, rest }: SessionOptions): Omit<Call, 'signal'> => ({
  timeout: timeouts.stage,
  retryDelays: rest.retryDelays,
});
