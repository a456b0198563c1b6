import { catchError, EMPTY, ignoreElements, map, type Observable, tap, throwError } from 'rxjs';
import { BearerExpiredError } from '../errors/platform.js';
import type { Grant } from '../ports/authenticator.js';
import { spread } from '../resilience/spread.js';
import { abortable } from './abortable.js';
import { after } from './after.js';
import type { Effect } from './drive.js';
import { type Parts, restTerms } from './parts.js';
import { rounds } from './rounds.js';
import { known } from './stage-effects.js';
import type { Happening } from './state.js';

/**
 * Prolongs the bearer now and then. A refused one is replaced by a new login, and the healthy socket stays: the new
 * bearer serves REST and the next connect. Any other failure is tried again at the next turn.
 */
export const refresh =
  (parts: Parts): Effect =>
  (state) => {
    const { options, random, gate, signs, newest } = parts;
    const present = (): Grant => newest() ?? known(state.grant);
    const relogin = (): Observable<Grant> => gate.login(known(state.domains), restTerms(options));
    const once = (grant = present()): Observable<Grant> =>
      abortable((signal) => grant.refresh({ ...restTerms(options), signal })).pipe(
        map(() => grant),
        catchError((error: unknown) => (error instanceof BearerExpiredError ? relogin() : throwError(() => error))),
      );
    return rounds(
      () => spread(options.refresh.every, random()),
      () =>
        once().pipe(
          setBack(parts, 'refresh'),
          tap(({ secrets }) => signs.secrets(secrets)),
          map((grant): Happening => ({ type: 'refreshed', grant })),
        ),
    );
  };

/** Compares a fresh snapshot with what was handled, now and then. */
export const reconcile =
  (parts: Parts): Effect =>
  () =>
    rounds(
      () => spread(parts.options.reconcile.every, parts.random()),
      () => abortable(() => parts.duties.reconcile()).pipe(setBack(parts, 'reconcile'), ignoreElements()),
    );

/** Live for long enough: past failures are forgotten. */
export const settle =
  ({ options }: Parts): Effect =>
  () =>
    after(options.reconnect.settle, { type: 'settled' });

/** The wait that the reducer drew. */
export const backoff =
  (): Effect =>
  ({ retryIn }) =>
    after(known(retryIn), { type: 'elapsed' });

/** A failure that must not end the session is noted, and nothing comes of it. */
const setBack =
  ({ signs }: Parts, activity: string) =>
  <T>(source: Observable<T>): Observable<T> =>
    source.pipe(
      catchError((error: unknown) => {
        signs.setback(activity, error);
        return EMPTY;
      }),
    );
