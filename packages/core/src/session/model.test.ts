import { expect } from 'chai';
import fc from 'fast-check';
import { beforeEach, describe, it } from 'mocha';
import sinon, { type SinonFakeTimers } from 'sinon';
import { restartWindows } from '../resilience/reconnect-delay.js';
import { bench, type Bench } from './bench.test.support.js';
import { FakePlatform, type Mood } from './fake-platform.test.support.js';
import { sessionDefaults } from './options.js';
import { pass } from './pass.test.support.js';
import type { State } from './state.js';
import { isEnd } from './table.js';

/** How many histories are tried; raise it for a long search, e.g. `MODEL_RUNS=5000 MODEL_SEED=7`. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 400);
const SEED = process.env['MODEL_SEED'];
/** Looking for a smaller case takes longer than finding one. */
const SHRINKS = process.env['MODEL_SHRINK'] !== 'off';

const { windows } = sessionDefaults.reconnect;
const slow = sessionDefaults.login.refusedWindows;
/** A slow wait, the retries of a login that is under way, and one more round. */
const BOUND = 600_000 + 120_000 + 120_000;

const SOMETIMES = [
  'authenticating → waiting on interrupted',
  'connecting → waiting on expired',
  'connecting → waiting on interrupted',
  'resuming → waiting on interrupted',
  'live → live on refreshed',
  'live → live on settled',
  'live → waiting on expired',
  'live → waiting on interrupted',
  'live → draining on stop',
  'waiting → closed on stop',
];

type Service = keyof FakePlatform['mood'];

/** One thing that happens to a session, or to the platform under it. */
type Act =
  | { readonly kind: 'mood'; readonly service: Service; readonly mood: Mood }
  | { readonly kind: 'cut'; readonly code: number | undefined }
  | { readonly kind: 'cutsOnOpen'; readonly code: number | undefined }
  | { readonly kind: 'mute' | 'heal' | 'ask' | 'echoOfOldSocket' | 'jump' | 'move' }
  | { readonly kind: 'pass'; readonly duration: number };

const moods: Readonly<Record<Service, readonly Mood[]>> = {
  lookup: ['ok', 'down', 'hang', 503, 429],
  login: ['ok', 'down', 'hang', 503, 429, 401],
  upgrade: ['ok', 'down', 'hang', 503, 429, 401, 403],
  refresh: ['ok', 'hang', 503, 401],
  restore: ['ok', 500],
  logout: ['ok', 'hang', 503],
};
const codes = [1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 4401, 4407, 4999, undefined] as const;
const duration = fc.oneof(...[3_000, 20_000, 90_000, 700_000].map((max) => fc.integer({ min: 1, max })));

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom<Service>('lookup', 'login', 'upgrade', 'refresh', 'restore', 'logout')
      .chain((service) => fc.constantFrom(...moods[service]).map((mood): Act => ({ kind: 'mood', service, mood }))),
  },
  { weight: 4, arbitrary: fc.constantFrom(...codes).map((code): Act => ({ kind: 'cut', code })) },
  { weight: 1, arbitrary: fc.constantFrom(...codes).map((code): Act => ({ kind: 'cutsOnOpen', code })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('mute', 'heal', 'ask', 'echoOfOldSocket', 'jump', 'move').map((kind): Act => ({ kind })),
  },
  { weight: 8, arbitrary: duration.map((ms): Act => ({ kind: 'pass', duration: ms })) },
);

interface Game {
  readonly acts: readonly Act[];
  /** Whether the session gets to be live before anything happens. */
  readonly calm: boolean;
  /** After which the session is stopped, as a share of them; 1 lets all be healed first and looks for `live`. */
  readonly stopAt: number;
  readonly seed: number;
}

const game: fc.Arbitrary<Game> = fc.record({
  acts: fc.array(act, { maxLength: 60, size: 'max' }),
  calm: fc.boolean(),
  stopAt: fc.oneof(fc.constant(1), fc.double({ min: 0.2, max: 1, noNaN: true })),
  seed: fc.nat(),
});

/** A small generator of draws, so that one seed is one run. */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('in any interleaving of faults and commands', () => {
  let time: SinonFakeTimers;
  const seen = new Set<string>();

  /** Which edges of the table a run has walked. */
  function note({ states }: Bench): void {
    states.forEach(({ phase, cause }, index) => {
      seen.add(`${states[index - 1]?.phase ?? 'none'} → ${phase} on ${cause ?? 'nothing'}`);
    });
  }

  beforeEach(() => seen.clear());

  it('the session keeps its promises, comes back after the last heal, and leaves nothing behind', async () => {
    await fc.assert(fc.asyncProperty(game, play), {
      numRuns: RUNS,
      endOnFailure: !SHRINKS,
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
    });
    // A search in which these never came about would have proved nothing.
    expect([...seen]).to.include.members(SOMETIMES);
  }).timeout(Math.max(10_000, RUNS * 100));

  /** In a time of its own, so that a run that fails leaves nothing to the ones that look for a smaller case. */
  async function play(one: Game): Promise<void> {
    time = sinon.useFakeTimers();
    try {
      await run(one);
    } finally {
      time.restore();
    }
  }

  async function run({ acts, calm, stopAt, seed }: Game): Promise<void> {
    const platform = new Watched();
    const made = bench(platform, { random: draws(seed) });
    const answers: Promise<unknown>[] = [];
    made.session.start();
    if (calm) await pass(time, 100);
    for (const one of acts.slice(0, Math.floor(acts.length * stopAt))) await perform(one, { platform, made, answers });
    if (stopAt === 1) await comesBack(platform, made);
    made.session.stop();
    await pass(time, 15_000); // drain 10 s, away 2 s, logout 2 s
    expect(isEnd(made.session.state.phase), `ended in ${made.session.state.phase}`).to.equal(true);
    expect(time.countTimers(), 'timers left').to.equal(0);
    expect(
      platform.sockets.filter(({ stage }) => stage !== 'ended'),
      'sockets left',
    ).to.deep.equal([]);
    expect(made.session.waiting, 'requests left').to.equal(0);
    await Promise.all(answers);
    platform.check();
    checkWaits(made);
    note(made);
  }

  interface Table {
    readonly platform: Watched;
    readonly made: Bench;
    readonly answers: Promise<unknown>[];
  }

  async function perform(one: Act, { platform, made, answers }: Table): Promise<void> {
    switch (one.kind) {
      case 'mood':
        platform.mood[one.service] = one.mood;
        break;
      case 'cut':
        platform.sockets.at(-1)?.cut(one.code === undefined ? {} : { code: one.code });
        break;
      case 'cutsOnOpen':
        platform.onOpen = (socket) => socket.cut(one.code === undefined ? {} : { code: one.code });
        break;
      case 'mute':
        platform.answers = false;
        break;
      case 'heal':
        heal(platform);
        break;
      case 'ask':
        answers.push(made.session.request({ type: 'ask', body: {} }).catch(() => undefined));
        break;
      case 'echoOfOldSocket':
        platform.sockets.at(-2)?.listener.opened();
        break;
      case 'jump':
        time.setSystemTime(Date.now() + 3_600_000);
        break;
      case 'move':
        platform.hosts = new Map([...platform.hosts, ['asyncMessagingEnt', `socket-${platform.lookups.length}.test`]]);
        break;
      case 'pass':
        await pass(time, one.duration);
    }
    platform.check();
    if (made.session.state.phase === 'live') expect(made.session.waiting, 'requests held while live').to.equal(0);
  }

  async function comesBack(platform: Watched, { session }: Bench): Promise<void> {
    heal(platform);
    for (let waited = 0; waited < BOUND && session.state.phase !== 'live'; waited += 5_000) {
      if (session.state.phase === 'failed') return platform.checkFailure(session.state);
      await pass(time, 5_000);
    }
    expect(session.state.phase, 'phase after the last heal').to.equal('live');
    await pass(time, 70_000);
    expect(session.state).to.include({ phase: 'live', attempt: 0 });
    expect(await session.request({ type: 'ask', body: {} })).to.deep.equal({ echo: 'ask' });
  }
});

function heal(platform: FakePlatform): void {
  for (const service of Object.keys(moods) as Service[]) platform.mood[service] = 'ok';
  platform.onOpen = () => undefined;
  platform.answers = true;
}

/** A platform that knows what it may expect of one bot. */
class Watched extends FakePlatform {
  override open(...terms: Parameters<FakePlatform['open']>): ReturnType<FakePlatform['open']> {
    expect(
      this.sockets.filter(({ stage }) => stage !== 'ended'),
      'sockets at the time of a dial',
    ).to.deep.equal([]);
    return super.open(...terms);
  }

  /** Only a refusal before the first `live`, or several bearers refused one after another, may end a session. */
  checkFailure({ error, everLive }: State): void {
    if (error?.code !== 'BOT_USER_TAKEN') return void expect(everLive, error?.code).to.equal(false);
    const refused = this.sockets.filter(({ ending }) => REFUSING.has(ending)).map(({ bearer }) => bearer);
    expect(new Set(refused).size, 'bearers that were refused').to.be.at.least(3);
  }

  check(): void {
    const { logins } = this;
    const gaps = logins.slice(1).map((at, index) => at - (logins[index] ?? 0));
    expect(Math.min(Infinity, ...gaps), 'milliseconds between two logins').to.be.at.least(5_000);
  }
}

const REFUSING: ReadonlySet<number | undefined> = new Set([401, 403, 4401, 4407]);

/** Every wait lies in a window of its schedule, and within a streak none begins before the window of the one before. */
function checkWaits({ states }: Bench): void {
  const least = { usual: 0, slow: 0 };
  let before = 0; // refusals so far: where their number grows, the wait is a slow one
  for (const { phase, cause, retryIn = 0, loss, refusals, attempt } of states) {
    if (cause === 'settled') {
      Object.assign(least, { usual: 0, slow: 0 });
      before = 0;
    }
    if (cause === 'interrupted' || cause === 'expired') expect(phase).to.be.oneOf(['waiting', 'closed']);
    if (phase !== 'waiting' || loss === undefined) continue;
    if (loss.schedule === 'login') expect(retryIn, 'the wait after a refused login').to.be.at.least(120_000);
    const atLeast = loss.atLeast ?? 0;
    const refused = refusals > before;
    before = refusals;
    const kind = refused ? 'slow' : 'usual';
    const known = refused ? slow : [...windows, ...restartWindows(windows)];
    const fits = known.some(
      ([from, to]) => retryIn >= Math.max(from, atLeast) && retryIn <= Math.max(from, atLeast) + to - from,
    );
    expect(fits, `a ${kind} wait of ${retryIn} ms at attempt ${attempt}`).to.equal(true);
    const last = refused ? 300_000 : 60_000;
    if (atLeast > 0) continue;
    expect(retryIn, `a ${kind} wait at attempt ${attempt}`).to.be.at.least(Math.min(least[kind], last));
    least[kind] = retryIn;
  }
}
