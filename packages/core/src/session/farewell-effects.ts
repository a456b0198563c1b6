import { catchError, concat, EMPTY, endWith, ignoreElements, type Observable, takeUntil } from 'rxjs';
import { abortable } from './abortable.js';
import { after } from './after.js';
import type { Parts } from './parts.js';
import { known } from './stage-effects.js';
import type { Happening, State } from './state.js';

/** How long a stopping session that is not live waits for its logout: the platform is likely out of reach anyway. */
const HASTY = 500;

/** Lets handlers finish, says AWAY; whatever of it fails, the session closes. */
export function drain({ duties, options, drainTimeout, signs }: Parts, state: State): Observable<Happening> {
  const grant = known(state.grant);
  const attempt = (name: string, limit: number, run: (signal: AbortSignal) => Promise<unknown>): Observable<never> =>
    abortable(run).pipe(
      takeUntil(after(limit, undefined)), // unsubscribing aborts what runs
      catchError((error: unknown) => {
        signs.setback(name, error);
        return EMPTY;
      }),
      ignoreElements(),
    );
  return concat(
    attempt('drain', state.drainTimeout ?? drainTimeout, (signal) => duties.drain(signal)),
    attempt('away', options.timeouts.close, () => duties.sayAway(grant)),
  ).pipe(endWith<Happening>({ type: 'drained' }));
}

/** Gives the bearer back, if there is one. Bounded: a platform that does not answer must not hold a process open. */
export function logout({ options, signs }: Parts, { grant, loss }: State): Observable<Happening> {
  if (grant === undefined) return EMPTY;
  const { close } = options.timeouts;
  const limit = loss === undefined ? close : Math.min(close, HASTY);
  return abortable((signal) => grant.logout({ signal, timeout: limit, retryDelays: [] })).pipe(
    takeUntil(after(limit, undefined)),
    catchError((error: unknown) => {
      signs.setback('logout', error);
      return EMPTY;
    }),
    ignoreElements(),
  );
}
