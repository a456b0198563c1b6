import { expect } from 'chai';
import type { SinonFakeTimers } from 'sinon';
import type { Side } from '../ports/side.js';
import { AlarmClock } from '../resilience/alarm-clock.js';
import { TokenBucket } from '../resilience/token-bucket.js';
import type { FakePlatform } from './fake-platform.test.support.js';
import type { CatchUp } from './duties.js';
import type { LifecycleEvent, LifecycleName } from './lifecycle.js';
import { LoginGate } from './login-gate.js';
import { type PartialSessionOptions, sessionOptions } from './options.js';
import { pass } from './pass.test.support.js';
import { Session } from './session.js';
import type { State } from './state.js';

/** As an agent's, as far as the fakes look at it. */
const side: Side = {
  exclusive: true,
  origin: (domains) => domains.origin('asyncMessagingEnt', 'ws'),
  target: (origin, { bearer }) => ({ url: `${origin}/${bearer}`, clockRequest: '.GetClock' }),
};

export interface Bench {
  readonly session: Session;
  readonly events: LifecycleEvent[];
  readonly states: State[];
  readonly setbacks: string[];
  readonly oddities: string[];
}

export interface BenchOptions {
  readonly options?: PartialSessionOptions;
  readonly random?: () => number;
  readonly drain?: (signal: AbortSignal) => Promise<void>;
  readonly missed?: number;
  readonly catchUp?: CatchUp;
}

/** A session against a fake platform, and a record of all that it told. */
export function bench(
  platform: FakePlatform,
  { options: given, random = () => 0.5, drain, missed = 0, catchUp }: BenchOptions = {},
): Bench {
  const options = sessionOptions(given);
  const clock = { now: () => performance.now() };
  const bucket = new TokenBucket({ perSecond: 20, burst: 20 }, clock);
  const { minInterval } = options.login;
  const events: LifecycleEvent[] = [];
  const states: State[] = [];
  const setbacks: string[] = [];
  const oddities: string[] = [];
  const session = new Session({
    side,
    authenticator: platform,
    transport: platform,
    options,
    drainTimeout: 10_000,
    clock,
    alarms: new AlarmClock(clock),
    bucket,
    random,
    gate: new LoginGate({ authenticator: platform, minInterval, bucket, clock }),
    duties: {
      restore: async (request) => {
        await request({ type: 'restore', body: {} });
        return catchUp ?? (() => Promise.resolve({ missed }));
      },
      notified: () => undefined,
      reconcile: async () => {
        await session.request({ type: 'reconcile', body: {} });
      },
      drain: drain ?? (() => Promise.resolve()),
      sayAway: async () => {
        await session.request({ type: 'away', body: {} });
      },
    },
    signs: {
      clocked: () => undefined,
      oddity: (kind) => oddities.push(kind),
      setback: (activity) => setbacks.push(activity),
      secrets: () => undefined,
    },
    tell: (event) => events.push(event),
  });
  session.state$.subscribe((state) => states.push(state));
  return { session, events, states, setbacks, oddities };
}

/** A session that has been live for 50 ms. */
export async function live(time: SinonFakeTimers, platform: FakePlatform, options: BenchOptions = {}): Promise<Bench> {
  const made = bench(platform, options);
  made.session.start();
  await pass(time, 50);
  expect(made.session.state.phase).to.equal('live');
  return made;
}

/** Stops, and makes sure that nothing is left behind. */
export async function end(time: SinonFakeTimers, session: Session): Promise<void> {
  session.stop();
  await pass(time, 20_000);
  expect(session.state.phase).to.be.oneOf(['closed', 'failed']);
  expect(time.countTimers()).to.equal(0);
}

export const names = (events: readonly LifecycleEvent[]): readonly LifecycleName[] => events.map(({ type }) => type);

export const last = (events: readonly LifecycleEvent[], name: LifecycleName): LifecycleEvent | undefined =>
  events.findLast(({ type }) => type === name);

/** What a promise came to: its value, or the error it was rejected with. */
export const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
