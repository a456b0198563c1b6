import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  concat,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  map,
  NEVER,
  type Observable,
  of,
  Subject,
  throwError,
  timer,
} from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { ConnectionLostError } from '../errors/connection.js';
import { drive, type Drawn, type DrawnEffects } from './drive.test.support.js';
import { happenings, lost, wayTo } from './happenings.test.support.js';
import { sessionDefaults } from './options.js';
import { reducer } from './reduce.js';
import type { Happening, State } from './state.js';
import { type Activity, isEnd, phases, session } from './table.js';
import { backoff } from './upkeep-effects.js';

const { start, stop, opened, granted } = happenings;
const cause = new ConnectionLostError('cut', 'unknown');

/** Stages answer at once, upkeep says nothing, and a test replaces what it is about. */
const fakes = (own: Partial<DrawnEffects> = {}): DrawnEffects => ({
  discover: () => of(happenings.discovered),
  login: () => of(granted),
  socket: () => NEVER,
  resume: () => of(happenings.resumed),
  refresh: () => NEVER,
  reconcile: () => NEVER,
  settle: () => NEVER,
  backoff,
  drain: () => of(happenings.drained),
  logout: () => EMPTY,
  ...own,
});

/** A socket that opens at once and stays open. */
const opens: Drawn = () => concat(of(opened), NEVER);

/** Phases by their first letter: i, d, a, c, r, l, w; draining, closed and failed are D, X and F. */
const letter = ({ phase }: State): string => ends[phase] ?? phase.charAt(0);
const ends: Partial<Record<State['phase'], string>> = { draining: 'D', closed: 'X', failed: 'F' };

type Run = (commands: Observable<Happening>, own?: Partial<DrawnEffects>) => Observable<string>;

/** Draws are always one half, so the first wait is 1 s and the second 3 s. */
function virtualTime(body: (helpers: RunHelpers, run: Run) => void): void {
  const scheduler = new TestScheduler((actual, expected) => void expect(actual).to.deep.equal(expected));
  const stamp = (happening: Happening) => ({ ...happening, at: scheduler.now(), chance: 0.5 });
  scheduler.run((helpers) =>
    body(helpers, (commands, own) =>
      drive(commands, { effects: fakes(own), reduce: reducer(sessionDefaults), stamp }).pipe(map(letter)),
    ),
  );
}

describe('drive', () => {
  it('opens one socket after another, never two at once', () =>
    virtualTime((t, run) => {
      const socket = t.cold<Happening>('o 99ms #', { o: opened }, cause);
      const states = run(t.hot('s', { s: start }), { socket: () => socket });
      t.expectObservable(states, '^ 3s !').toBe('(dacrl) 93ms w 999ms (dacrl) 93ms w');
      t.expectSubscriptions(socket.subscriptions).toBe(['^ 99ms !', '1100ms ^ 99ms !']);
    }));

  it('takes an error that an effect throws for an interruption, and goes on', () =>
    virtualTime((t, run) => {
      let calls = 0;
      const discover: Drawn = () => {
        if (calls++ === 0) throw new TypeError('a slip');
        return of(happenings.discovered);
      };
      const states = run(t.hot('s', { s: start }), { discover, socket: opens });
      t.expectObservable(states, '^ 2s !').toBe('(dw) 996ms (dacrl)');
    }));

  it('takes an error that an effect emits for an interruption, and goes on', () =>
    virtualTime((t, run) => {
      let calls = 0;
      const login: Drawn = () => (calls++ === 0 ? throwError(() => cause) : of(granted));
      const states = run(t.hot('s', { s: start }), { login, socket: opens });
      t.expectObservable(states, '^ 2s !').toBe('(daw) 995ms (dacrl)');
    }));

  it('hears a socket no more once its phase has ended', () =>
    virtualTime((t, run) => {
      const socket = t.cold<Happening>('o 9ms (ll) 6ms l', { o: opened, l: lost() });
      const states = run(t.hot('s', { s: start }), { socket: () => socket });
      t.expectObservable(states, '^ 500ms !').toBe('(dacrl) 3ms w');
      t.expectSubscriptions(socket.subscriptions).toBe('^ 9ms !');
    }));

  it('says nothing for an event that the phase does not list', () =>
    virtualTime((t, run) => {
      const states = run(t.hot('s-s-g', { s: start, g: granted }), { discover: () => NEVER });
      t.expectObservable(states, '^ 1s !').toBe('d');
    }));

  it('shows the end and completes, also when nothing has to be done there', () =>
    virtualTime((t, run) => {
      const states = run(t.hot('s 9ms x', { s: start, x: stop }), { discover: () => NEVER });
      t.expectObservable(states).toBe('d 9ms (X|)');
    }));

  it('shows why it failed before it completes', () =>
    virtualTime((t, run) => {
      const states = run(t.hot('s', { s: start }), { login: () => of(happenings.refused) });
      t.expectObservable(states).toBe('(daF|)');
    }));

  it('completes once the logout is done, and leaves the drain its time', () =>
    virtualTime((t, run) => {
      const logout = t.cold<Happening>('300ms |');
      const drain: Drawn = () => timer(200).pipe(map(() => happenings.drained));
      const commands = t.hot('s 99ms x', { s: start, x: stop });
      const states = run(commands, { socket: opens, drain, logout: () => logout });
      t.expectObservable(states).toBe('(dacrl) 93ms D 199ms X 299ms |');
      t.expectSubscriptions(logout.subscriptions).toBe('300ms ^ 299ms !');
    }));

  it('completes also when the logout fails', () =>
    virtualTime((t, run) => {
      const states = run(t.hot('s 99ms x', { s: start, x: stop }), {
        discover: () => NEVER,
        logout: () => throwError(() => cause),
      });
      t.expectObservable(states).toBe('d 99ms (X|)');
    }));

  it('closes when the socket is lost while it drains', () =>
    virtualTime((t, run) => {
      const socket = t.cold<Happening>('o 149ms l', { o: opened, l: lost() });
      const commands = t.hot('s 99ms x', { s: start, x: stop });
      const states = run(commands, { socket: () => socket, drain: () => NEVER });
      t.expectObservable(states).toBe('(dacrl) 93ms D 49ms (X|)');
    }));
});

/** Effects that never answer, and a record of which of them run. */
function stage() {
  const running = new Map<Activity, number>();
  const begun: Activity[] = [];
  const commands = new Subject<Happening>();
  const states: State[] = [];
  let over = false;
  const count = (name: Activity, by: number) => running.set(name, (running.get(name) ?? 0) + by);
  const watched = (name: Activity): Drawn => {
    return () =>
      defer(() => {
        begun.push(name);
        count(name, 1);
        return (name === 'logout' ? commands.pipe(ignoreElements()) : NEVER).pipe(finalize(() => count(name, -1)));
      });
  };
  const names = [...new Set(phases.flatMap((phase) => session[phase].runs))];
  const effects = Object.fromEntries(names.map((name) => [name, watched(name)])) as unknown as DrawnEffects;
  const stamp = (happening: Happening) => ({ ...happening, at: 0, chance: 0.5 });
  drive(commands, { effects, reduce: reducer(sessionDefaults), stamp }).subscribe({
    next: (state) => states.push(state),
    complete: () => (over = true),
  });
  return {
    commands,
    begun,
    phase: () => states.at(-1)?.phase,
    over: () => over,
    running: () => [...running].filter(([, runs]) => runs > 0).map(([name]) => name),
    doubled: () => [...running].filter(([, runs]) => runs > 1),
  };
}

describe('an activity', () => {
  for (const phase of phases) {
    it(`runs in ${phase} exactly if the table lists it there`, () => {
      const { commands, running, doubled, phase: reached } = stage();
      for (const happening of wayTo(phase)) commands.next(happening);
      if (phase !== 'idle') expect(reached()).to.equal(phase);
      expect(running()).to.have.members([...session[phase].runs]);
      expect(doubled()).to.deep.equal([]);
    });
  }

  it('lives on through neighbouring phases that both list it', () => {
    const { commands, begun } = stage();
    for (const happening of [...wayTo('live'), happenings.settled, happenings.refreshed, stop])
      commands.next(happening);
    expect(begun.filter((name) => name === 'socket')).to.have.length(1);
    expect(begun.filter((name) => name === 'refresh')).to.have.length(1);
  });

  it('begins anew after the phases in between did not list it', () => {
    const { commands, begun } = stage();
    const back = [...wayTo('live'), lost(), happenings.elapsed, happenings.discovered, granted];
    for (const happening of back) commands.next(happening);
    expect(begun.filter((name) => name === 'socket')).to.have.length(2);
  });

  it('is told nothing of the loss before it, or the rounds of an outage would all be kept in memory', () => {
    const commands = new Subject<Happening>();
    const told: State[] = [];
    const note: Drawn = (state) => {
      told.push(state);
      return NEVER;
    };
    const all: State[] = [];
    const effects = fakes({ discover: note, backoff: note });
    const stamp = (happening: Happening) => ({ ...happening, at: 0, chance: 0.5 });
    const states = drive(commands, { effects, reduce: reducer(sessionDefaults), stamp });
    const subscription = states.subscribe((state) => all.push(state));
    for (const happening of [start, lost(), happenings.elapsed]) commands.next(happening);
    subscription.unsubscribe();
    expect(all.filter(({ loss }) => loss !== undefined)).to.have.length(2);
    expect(told.map(({ phase }) => phase)).to.deep.equal(['discovering', 'waiting', 'discovering']);
    for (const state of told) expect(state).not.to.have.property('loss');
  });
});

describe('stop', () => {
  for (const phase of phases.filter((name) => !isEnd(name) && name !== 'draining')) {
    it(`in ${phase} leaves nothing running`, () => {
      const { commands, running, over, phase: reached } = stage();
      for (const happening of [...wayTo(phase), stop, happenings.drained]) commands.next(happening);
      expect(reached()).to.equal('closed');
      expect(running()).to.deep.equal(['logout']);
      expect(over()).to.equal(false);
      commands.complete(); // the fake logout ends with it
      expect(running()).to.deep.equal([]);
      expect(over()).to.equal(true);
    });
  }

  it('is heard once: nothing that follows it changes the end', () => {
    const { commands, begun, phase } = stage();
    for (const happening of [...wayTo('waiting'), stop, start, lost(), happenings.elapsed]) commands.next(happening);
    expect(phase()).to.equal('closed');
    expect(begun.filter((name) => name === 'discover')).to.have.length(1);
  });
});
