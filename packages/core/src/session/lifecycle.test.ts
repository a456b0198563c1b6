import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LoginRefusedError } from '../errors/platform.js';
import { edges, happenings, lost, someDomains, someGrant } from './happenings.test.support.js';
import { lifecycle, type LifecycleEvent } from './lifecycle.js';
import { sessionDefaults } from './options.js';
import { reducer } from './reduce.js';
import { type Happening, initial, type State } from './state.js';

const reduce = reducer(sessionDefaults);

interface Told {
  readonly state: State;
  readonly events: readonly LifecycleEvent[];
}

/** Runs through happenings one second apart, and gathers what is told. */
function tell(list: readonly Happening[], from: State = initial): Told {
  let state = from;
  let at = from.since;
  const events: LifecycleEvent[] = [];
  for (const happening of list) {
    const next = reduce(state, { ...happening, at: (at += 1_000), chance: 0.5 });
    events.push(...lifecycle(state, next));
    state = next;
  }
  return { state, events };
}

const { start, discovered, granted, opened, settled, elapsed, stop, drained, refused } = happenings;
const resumed = (missed: number): Happening => ({ type: 'resumed', missed });
const goodDay = [start, discovered, granted, opened, resumed(0)];
const names = ({ events }: Told): readonly string[] => events.map(({ type }) => type);

describe('the lifecycle events', () => {
  it('tell a good day from start to stop', () => {
    const day = tell([...goodDay, settled, stop, drained]);
    const all = ['discovered', 'authenticated', 'connected', 'live', 'draining', 'closed'];
    expect(names(day)).to.deep.equal(all);
  });

  it('name the services and the user', () => {
    const [first, second] = tell([start, discovered, granted]).events;
    expect(first).to.deep.equal({ type: 'discovered', services: someDomains.services });
    expect(second).to.deep.equal({ type: 'authenticated', userId: '7' });
  });

  it('tell a loss with its reason, its number and the wait', () => {
    const [event] = tell([lost({ code: 1001 })], tell(goodDay).state).events;
    expect(event).to.include({ type: 'interrupted', reason: 'closed', code: 1001, attempt: 1, retryIn: 1_000 });
    expect(event).to.have.nested.property('error.code', 'CONNECTION_LOST');
  });

  it('tell no code where there was none', () => {
    const [event] = tell([lost()], tell(goodDay).state).events;
    expect(event).not.to.have.property('code');
  });

  it('tell a recovery with its downtime from the first loss on, and with what was missed', () => {
    const { state } = tell(goodDay);
    const { events } = tell(
      [lost(), elapsed, discovered, lost(), elapsed, discovered, granted, opened, resumed(3)],
      state,
    );
    expect(events.at(-2)).to.deep.equal({ type: 'live', missed: 3 });
    expect(events.at(-1)).to.deep.equal({ type: 'recovered', downtime: 8_000, missed: 3 });
  });

  it('tell no recovery of the first live, even after failed tries', () => {
    expect(names(tell([start, lost(), elapsed, ...goodDay.slice(1)]))).to.not.include('recovered');
  });

  it('tell hosts and logins only where they are new', () => {
    const { state } = tell(goodDay);
    const { domains, grant } = state;
    if (domains === undefined || grant === undefined) throw new Error('The session is not live.');
    const back: readonly Happening[] = [
      lost(),
      elapsed,
      { type: 'discovered', domains },
      { type: 'granted', grant },
      opened,
    ];
    expect(names(tell(back, state))).to.deep.equal(['interrupted', 'connected']);
  });

  it('tell a refresh, and whether it brought a new bearer', () => {
    const { state } = tell(goodDay);
    if (state.grant === undefined) throw new Error('The session is not live.');
    const { events } = tell(
      [
        { type: 'refreshed', grant: state.grant },
        { type: 'refreshed', grant: someGrant('b') },
      ],
      state,
    );
    expect(events).to.deep.equal([
      { type: 'refreshed', replaced: false },
      { type: 'refreshed', replaced: true },
    ]);
  });

  it('tell why a session failed', () => {
    const error = new LoginRefusedError('wrong key', 401);
    const { events } = tell([start, discovered, { ...refused, error }]);
    expect(events.at(-1)).to.deep.equal({ type: 'failed', error });
  });

  it('tell one closed, also when the socket is lost while draining', () => {
    expect(names(tell([...goodDay, stop, lost()])).slice(-2)).to.deep.equal(['draining', 'closed']);
  });

  it('say nothing of a step that changes nothing', () => {
    const { state } = tell(goodDay);
    expect(lifecycle(state, state).filter(({ type }) => type !== 'live')).to.deep.equal([]);
    expect(names(tell([settled], state))).to.deep.equal([]);
  });

  it('tell each entry into waiting, draining and an end exactly once', () => {
    const telling = { waiting: 'interrupted', draining: 'draining', closed: 'closed', failed: 'failed' } as const;
    for (const { from, event, to } of edges) {
      if (!(to in telling)) continue;
      const after = reduce({ ...initial, phase: from }, { ...happenings[event], at: 1, chance: 0 });
      const told = lifecycle({ ...initial, phase: from }, after).map(({ type }) => type);
      expect(told, `${from} → ${to} on ${event}`).to.deep.equal([telling[to as keyof typeof telling]]);
    }
  });
});
