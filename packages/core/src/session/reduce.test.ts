import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { LoginRefusedError } from '../errors/platform.js';
import { edges, expired, happenings, lost, someDomains, someGrant, wayTo } from './happenings.test.support.js';
import { sessionDefaults } from './options.js';
import { reducer } from './reduce.js';
import { type Event, type Happening, initial, type State } from './state.js';
import { type EventType, phases, session } from './table.js';

const reduce = reducer(sessionDefaults);
const { windows } = sessionDefaults.reconnect;
const slow = sessionDefaults.login.refusedWindows;
const up: readonly EventType[] = ['elapsed', 'discovered', 'granted', 'opened', 'resumed'];

interface Terms {
  readonly chance?: number;
  readonly at?: number;
}

const happen = (state: State, list: readonly Happening[], { chance = 0.5, at = 0 }: Terms = {}): State =>
  list.reduce((before, happening) => reduce(before, { ...happening, at, chance }), state);

const reach = (phase: State['phase']): State => happen(initial, wayTo(phase));
/** From `waiting` back up through so many of the phases; four are a dial that is under way, five a live session. */
const again = (steps: number): readonly Happening[] => up.slice(0, steps).map((event) => happenings[event]);
const loginRefused = lost({ schedule: 'login', error: new LoginRefusedError('wrong key', 401) });

/** The waits after losing again and again, each time after having climbed so far. */
function waits(rounds: number, round: (n: number) => readonly Happening[], terms: Terms = {}): readonly number[] {
  const drawn: number[] = [];
  let state = reach('connecting');
  for (let n = 1; n <= rounds; n += 1) {
    state = happen(state, round(n), terms);
    expect(state.phase).to.equal('waiting');
    drawn.push(state.retryIn ?? Number.NaN);
    state = happen(state, again(3), terms);
  }
  return drawn;
}

describe('an event', () => {
  it('that the phase does not list changes nothing, not even the object', () => {
    for (const phase of phases) {
      const state = { ...initial, phase };
      for (const event of Object.values(happenings).filter(({ type }) => session[phase].on[type] === undefined)) {
        expect(reduce(state, { ...event, at: 1, chance: 0 }), `${event.type} in ${phase}`).to.equal(state);
      }
    }
  });

  it('that the phase lists leads where the table says, and is remembered as the cause', () => {
    for (const { from, event, to } of edges) {
      const next = reduce({ ...initial, phase: from }, { ...happenings[event], at: 7, chance: 0 });
      expect(next.phase, `${event} in ${from}`).to.equal(to);
      expect(next.cause).to.equal(event);
      expect(next.since).to.equal(from === to ? initial.since : 7);
    }
  });
});

describe('the wait after a loss', () => {
  it('begins at the lower end of each window in turn, and stays with the last', () => {
    const expected = [...windows.map(([from]) => from), 60_000, 60_000];
    expect(waits(9, () => [lost()], { chance: 0 })).to.deep.equal(expected);
  });

  it('stays below the upper end of each window', () => {
    const drawn = waits(9, () => [lost()], { chance: 0.999_999 });
    drawn.forEach((wait, index) => expect(wait).to.be.below(windows[Math.min(index, 6)]?.[1] ?? 0));
  });

  it('is never shorter than the one before, also where two windows overlap', () => {
    const chances = [0, 0, 0, 0, 0, 0.95, 0, 0.5];
    let state = reach('connecting');
    const drawn = chances.map((chance) => {
      const lostAgain = happen(state, [lost()], { chance });
      state = happen(lostAgain, again(3));
      return lostAgain.retryIn;
    });
    expect(drawn.slice(5)).to.deep.equal([62_400, 62_400, 91_200]);
  });

  it('grows whatever ends the round: a lookup, a login, a dial, an open socket', () => {
    const rounds = [[lost()], [happenings.opened, lost()], [happenings.opened, happenings.resumed, lost()]];
    expect(waits(3, (n) => rounds[n - 1] ?? [], { chance: 0 })).to.deep.equal([0, 2_000, 4_000]);
    const lookup = happen(reach('live'), [lost(), happenings.elapsed, lost()], { chance: 0 });
    expect(lookup).to.include({ attempt: 2, retryIn: 2_000 });
    const login = happen(lookup, [...again(2), lost()], { chance: 0 });
    expect(login).to.include({ attempt: 3, retryIn: 4_000 });
  });

  it('begins anew once the session has settled, and not for being live alone', () => {
    const flapping = happen(reach('live'), [lost(), ...again(5), lost()], { chance: 0 });
    expect(flapping).to.include({ attempt: 2, retryIn: 2_000 });
    const calm = happen(flapping, [...again(5), happenings.settled, lost()], { chance: 0 });
    expect(calm).to.include({ attempt: 1, retryIn: 0 });
  });

  it('is moved up as a whole by what the platform asks for', () => {
    const state = happen(reach('connecting'), [lost({ atLeast: 7_000 })], { chance: 0.5 });
    expect(state.retryIn).to.equal(8_000);
  });
});

describe('the wait after a restart of the platform', () => {
  const restart = lost({ schedule: 'restart', code: 1012 });
  const retryIn = (state: State, chance: number) => happen(state, [restart], { chance }).retryIn;

  it('lies between 5 and 30 seconds', () => {
    expect(retryIn(reach('live'), 0)).to.equal(5_000);
    expect(retryIn(reach('live'), 0.999_999)).to.be.within(29_000, 30_000);
  });

  it('does so too when the session has not settled since an earlier loss', () => {
    const unsettled = happen(reach('live'), [lost(), ...again(5)]);
    expect(retryIn(unsettled, 0)).to.equal(5_000);
    expect(happen(unsettled, [restart, ...again(3), lost()], { chance: 0 }).retryIn).to.equal(32_000);
  });

  it('is followed by longer ones only, also after another restart', () => {
    const rounds = [restart, lost(), restart, lost()];
    expect(waits(4, (n) => rounds.slice(n - 1, n), { chance: 0 })).to.deep.equal([5_000, 32_000, 60_000, 60_000]);
  });

  it('does not fall behind the waits that came before', () => {
    expect(waits(5, (n) => [n < 5 ? lost() : restart], { chance: 0 })[4]).to.equal(16_000);
  });

  it('is forgotten once the session has settled', () => {
    const state = happen(reach('live'), [restart, ...again(5), happenings.settled, lost()], { chance: 0 });
    expect(state.retryIn).to.equal(0);
  });
});

describe('a refused bearer', () => {
  it('is followed by a usual wait the first time, and by slow ones from then on', () => {
    const drawn = waits(5, () => [expired()], { chance: 0 });
    expect(drawn).to.deep.equal([0, 120_000, 180_000, 300_000, 300_000]);
  });

  it('counts also if its socket opened first, until a session has settled', () => {
    const openThenRefused = () => [happenings.opened, happenings.resumed, expired({ code: 1011, openFor: 20_000 })];
    expect(waits(3, openThenRefused, { chance: 0 })).to.deep.equal([0, 120_000, 180_000]);
    const settled = happen(reach('live'), [expired(), ...again(5), happenings.settled, expired()], { chance: 0 });
    expect(settled).to.include({ refusals: 0, forgiven: true, retryIn: 0 });
  });

  it('is forgotten, so that the next round logs in', () => {
    expect(happen(reach('live'), [expired()]))
      .to.include({ phase: 'waiting', proven: false })
      .and.not.have.property('grant');
  });

  it('that had worked is replaced soon, and remembered as an eviction for five minutes', () => {
    const evicted = expired({ evicted: true });
    const once = happen(reach('live'), [evicted], { at: 1_000, chance: 0 });
    expect(once).to.deep.include({ evictions: [1_000], refusals: 0, retryIn: 0 });
    const twice = happen(happen(once, again(5)), [evicted], { at: 300_999 });
    expect(twice.evictions).to.deep.equal([1_000, 300_999]);
    const later = happen(happen(twice, again(5)), [evicted], { at: 301_000 });
    expect(later.evictions).to.deep.equal([300_999, 301_000]);
  });
});

describe('a refused login', () => {
  it('is tried again slowly, and ever more slowly', () => {
    const state = happen(reach('live'), [lost(), ...again(2)]);
    const first = happen(state, [loginRefused], { chance: 0 });
    expect(first).to.include({ refusals: 1, retryIn: slow[0]?.[0] }).and.not.have.property('grant');
    const second = happen(first, [...again(2), loginRefused], { chance: 0 });
    expect(second).to.include({ refusals: 2, retryIn: slow[1]?.[0] });
  });

  it('and a refused bearer share the slow windows', () => {
    const first = happen(reach('authenticating'), [loginRefused], { chance: 0 });
    const second = happen(first, [...again(3), expired()], { chance: 0 });
    const third = happen(second, [...again(2), loginRefused], { chance: 0 });
    expect([first, second, third].map(({ retryIn }) => retryIn)).to.deep.equal(slow.map(([from]) => from));
  });

  it('waits longer still if the platform asks for it', () => {
    const asked = lost({ schedule: 'login', atLeast: 400_000 });
    expect(happen(reach('authenticating'), [asked]).retryIn).to.equal(400_000);
  });
});

describe('brief sockets', () => {
  const brief = lost({ openFor: 9_999 });
  const round = [...again(5), brief];

  it('three in a row cost the bearer, once until the session settles', () => {
    const two = happen(reach('live'), [brief, ...round]);
    expect(two).to.have.property('grant');
    const three = happen(two, round);
    expect(three).to.include({ suspected: true, proven: false }).and.not.have.property('grant');
    const seven = happen(three, [...round, ...round, ...round, ...round]);
    expect(seven).to.have.property('grant');
    const settled = happen(seven, [...again(5), happenings.settled, brief, ...round, ...round]);
    expect(settled).not.to.have.property('grant');
  });

  it('are no longer in a row after one that lasted', () => {
    const state = happen(reach('live'), [brief, ...round, ...again(5), lost({ openFor: 10_000 }), ...round]);
    expect(state).to.include({ brief: 1, suspected: false }).and.have.property('grant');
  });
});

describe('what a session remembers', () => {
  it('asks for the hosts again after a failed dial, until it has an answer', () => {
    const failed = happen(reach('connecting'), [lost({ rediscover: true })]);
    expect(failed.rediscover).to.equal(true);
    const again2 = happen(failed, [happenings.elapsed, lost(), happenings.elapsed]);
    expect(again2.rediscover).to.equal(true);
    expect(happen(again2, [happenings.discovered])).to.include({ rediscover: false, domains: someDomains });
    expect(happen(reach('live'), [lost()]).rediscover).to.equal(false);
  });

  it('when it ceased to be live, until it is live again', () => {
    expect(reach('live')).not.to.have.property('lostAt');
    const away = happen(happen(reach('live'), [lost()], { at: 5_000 }), [...again(3), lost()], { at: 9_000 });
    expect(away.lostAt).to.equal(5_000);
    expect(happen(away, again(5), { at: 12_000 })).to.not.have.any.keys('lostAt', 'loss', 'retryIn');
  });

  it('no loss of an earlier streak as if it had been live', () => {
    expect(happen(reach('connecting'), [lost()], { at: 5_000 })).not.to.have.property('lostAt');
  });

  it('a new bearer that a refresh brought, without touching anything else', () => {
    const grant = someGrant('fresh');
    const before = reach('live');
    const next = happen(before, [{ type: 'refreshed', grant }]);
    expect(next).to.deep.equal({ ...before, grant, cause: 'refreshed' });
  });

  it('counts each dial', () => {
    expect(happen(reach('live'), [lost(), ...again(3), lost(), ...again(3)]).epoch).to.equal(reach('live').epoch + 2);
  });

  it('the time that stop leaves for draining', () => {
    expect(happen(reach('live'), [{ type: 'stop', drainTimeout: 50 }])).to.include({ drainTimeout: 50 });
  });
});

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const facts = fc.record(
  {
    schedule: fc.constantFrom('reconnect', 'restart', 'login'),
    openFor: fc.nat(20_000),
    evicted: fc.boolean(),
    rediscover: fc.boolean(),
  },
  { requiredKeys: ['schedule'] },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.values(happenings).filter(({ type }) => type !== 'stop')) },
  { weight: 1, arbitrary: facts.map(lost) },
  { weight: 1, arbitrary: facts.map(expired) },
);
const step = fc.record({ happening, pause: fc.nat(100_000), chance });

/** Any history, the likely as well as the impossible: where an event is not listed it is one that changes nothing. */
const history = fc.array(step, { maxLength: 300 }).map((steps): readonly Event[] => {
  let at = 0;
  return steps.map(({ happening: what, pause, chance: draw }) => ({ ...what, at: (at += pause), chance: draw }));
});

/** Walks through a history; `look` sees each step that changed something. */
function walk(events: readonly Event[], look: (before: State, after: State, event: Event) => void): void {
  let state: State = { ...initial, phase: 'connecting', grant: someGrant(), domains: someDomains };
  for (const event of events) {
    const next = reduce(state, event);
    if (next !== state) look(state, next, event);
    state = next.phase === 'failed' ? { ...next, phase: 'waiting', retryIn: 0 } : next;
  }
}

describe('in any history', () => {
  it('waits of one schedule never shrink until the session settles or the last window repeats', () => {
    fc.assert(
      fc.property(history, (events) => {
        const longest = { slow: 0, usual: 0 };
        walk(events, (before, after, event) => {
          if (event.type === 'settled') Object.assign(longest, { slow: 0, usual: 0 });
          if (after.phase !== 'waiting' || before.phase === 'waiting') return;
          const kind = after.refusals > before.refusals ? 'slow' : 'usual';
          const last = kind === 'slow' ? 300_000 : 60_000;
          expect(after.retryIn).to.be.at.least(Math.min(longest[kind], last));
          longest[kind] = after.retryIn ?? 0;
        });
      }),
    );
  });

  it('the count of attempts grows by one with each loss, and only settling resets it', () => {
    fc.assert(
      fc.property(history, (events) => {
        walk(events, (before, after, event) => {
          const isLoss = event.type === 'interrupted' || event.type === 'expired';
          const expected = event.type === 'settled' ? 0 : before.attempt + (isLoss ? 1 : 0);
          expect(after.attempt).to.equal(expected);
        });
      }),
    );
  });

  it('a bearer that was refused is never used again', () => {
    fc.assert(
      fc.property(history, (events) => {
        walk(events, (_before, after, event) => {
          if (event.type === 'expired') expect(after).not.to.have.property('grant');
          if (after.grant === undefined) expect(after.proven).to.equal(false);
          if (after.phase === 'connecting') expect(after.grant).not.to.equal(undefined);
        });
      }),
    );
  });

  it('the way back to a socket always leads through waiting', () => {
    fc.assert(
      fc.property(history, (events) => {
        const order = ['discovering', 'authenticating', 'connecting', 'resuming', 'live'];
        walk(events, (before, after) => {
          if (before.phase === 'waiting' || !order.includes(after.phase)) return;
          expect(order.indexOf(after.phase)).to.be.at.least(order.indexOf(before.phase));
        });
      }),
    );
  });
});

describe('what is kept for people to read', () => {
  it('is when the bearer was given, and when it was prolonged', () => {
    const given = happen(initial, wayTo('live'), { at: 100 });
    expect([given.obtainedAt, given.grantedAt]).to.deep.equal([100, 100]);
    const refreshed = (grant = given.grant ?? someGrant()): Happening => ({ type: 'refreshed', grant });
    const prolonged = happen(given, [refreshed()], { at: 200 });
    expect([prolonged.obtainedAt, prolonged.grantedAt]).to.deep.equal([100, 200]);
    const replaced = happen(prolonged, [refreshed(someGrant())], { at: 300 });
    expect([replaced.obtainedAt, replaced.grantedAt]).to.deep.equal([300, 300]);
  });

  it('is the last loss, also when the session is live again', () => {
    const cut = happen(reach('live'), [lost({ reason: 'silent', code: 1006 })], { at: 100 });
    expect(happen(cut, again(5), { at: 200 })).to.deep.include({
      phase: 'live',
      lastLoss: { reason: 'silent', code: 1006, at: 100 },
    });
  });
});
