import {
  catchError,
  defer,
  distinctUntilChanged,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  observeOn,
  of,
  pairwise,
  queueScheduler,
  scan,
  share,
  startWith,
  Subject,
  take,
  takeUntil,
  tap,
} from 'rxjs';
import type { Reduce } from './reduce.js';
import { type Event, type Happening, initial, type State } from './state.js';
import { type Activity, isEnd, session } from './table.js';
import { stageVerdict } from './verdict.js';

/**
 * Runs while its phase lasts; what it emits goes back into the machine, unsubscribing releases all it holds. The state it
 * is given says nothing of the last loss.
 */
export type Effect = (state: State) => Observable<Happening>;
export type Effects = Readonly<Record<Activity, Effect>>;

export interface Drive {
  readonly effects: Effects;
  readonly reduce: Reduce;
  /** Adds the time and the draw that the reducer needs. */
  readonly stamp: (happening: Happening) => Event;
}

/**
 * Emits every state. Each activity is subscribed exactly while the phase lists it. After an end phase has been reached
 * and what runs there has completed, the whole completes, and nothing is left.
 */
export const drive = (commands: Observable<Happening>, { effects, reduce, stamp }: Drive): Observable<State> =>
  defer(() => {
    const echo = new Subject<Happening>();
    const states = merge(commands, echo).pipe(
      map(stamp),
      observeOn(queueScheduler), // one event at a time, even when an effect answers at once
      scan(reduce, initial),
      distinctUntilChanged(),
      share(), // read by the caller and by every activity below
    );
    // What the new phase does not list ends before what it adds begins. Only what runs costs memory: a process may hold
    // a thousand sessions.
    const leaving = new Subject<State>();
    const lasting = (name: Activity) => leaving.pipe(filter((state) => !runs(name, state)));
    const activities = states.pipe(
      startWith(initial),
      pairwise(),
      tap(([, state]) => leaving.next(state)),
      mergeMap(([before, state]) => started(before, state).map((name) => ({ name, state }))),
      mergeMap(({ name, state }) => safely(effects[name], withoutLoss(state)).pipe(takeUntil(lasting(name)))),
      tap((happening) => echo.next(happening)),
      ignoreElements(),
    );
    const over = states.pipe(
      filter(({ phase }) => isEnd(phase)),
      take(1),
      observeOn(queueScheduler), // after all others have seen the end, or it would cut them off first
      mergeMap((state) => merge(...session[state.phase].runs.map((name) => safely(effects[name], state)))),
      ignoreElements(),
      endWith(undefined),
    );
    return merge(states, activities).pipe(takeUntil(over));
  });

const runs = (name: Activity, { phase }: State): boolean => session[phase].runs.includes(name);

/** The activities that begin with a state; those of an end phase are awaited instead. */
const started = (before: State, state: State): readonly Activity[] =>
  isEnd(state.phase) ? [] : session[state.phase].runs.filter((name) => !runs(name, before));

/** Errors are caught inside, so that the machine keeps listening; what they mean is a table of its own. */
const safely = (effect: Effect, state: State): Observable<Happening> =>
  defer(() => effect(state)).pipe(catchError((error: unknown) => of(stageVerdict(error, state))));

/**
 * The error of a loss leads, through the functions on its stack, to the socket that was lost and to the state that this
 * one was dialled in. With a loss in that state each round would hold on to the one before, back to the first.
 */
const withoutLoss = ({ loss: _loss, ...state }: State): State => state;
