import {
  catchError,
  defer,
  distinctUntilChanged,
  EMPTY,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  observeOn,
  of,
  queueScheduler,
  scan,
  share,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
} from 'rxjs';
import type { Reduce } from './reduce.js';
import { type Event, type Happening, initial, type State } from './state.js';
import { type Activity, isEnd, phases, session } from './table.js';
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
    const activity = (name: Activity) => {
      const runs = ({ phase }: State) => session[phase].runs.includes(name);
      return states.pipe(
        distinctUntilChanged((before, after) => runs(before) === runs(after)),
        map(withoutLoss),
        switchMap((state) => (runs(state) ? safely(effects[name], state) : EMPTY)),
        tap((happening) => echo.next(happening)),
        ignoreElements(),
      );
    };
    const over = states.pipe(
      filter(({ phase }) => isEnd(phase)),
      take(1),
      observeOn(queueScheduler), // after all others have seen the end, or it would cut them off first
      mergeMap((state) => merge(...session[state.phase].runs.map((name) => safely(effects[name], state)))),
      ignoreElements(),
      endWith(undefined),
    );
    return merge(states, ...running.map(activity)).pipe(takeUntil(over));
  });

/** The activities of phases that are no end; those of an end phase are awaited instead. */
const running: readonly Activity[] = [
  ...new Set(phases.filter((phase) => !isEnd(phase)).flatMap((phase) => session[phase].runs)),
];

/** Errors are caught inside, so that the machine keeps listening; what they mean is a table of its own. */
const safely = (effect: Effect, state: State): Observable<Happening> =>
  defer(() => effect(state)).pipe(catchError((error: unknown) => of(stageVerdict(error, state))));

/**
 * The error of a loss leads, through the functions on its stack, to the socket that was lost and to the state that this
 * one was dialled in. With a loss in that state each round would hold on to the one before, back to the first.
 */
const withoutLoss = ({ loss: _loss, ...state }: State): State => state;
