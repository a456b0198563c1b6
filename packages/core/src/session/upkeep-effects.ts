import { catchError, EMPTY, ignoreElements, map, type Observable, tap, throwError, type Unsubscribable } from 'rxjs';
import { BearerExpiredError } from '../errors/platform.js';
import type { Grant } from '../ports/authenticator.js';
import type { Alarm, AlarmClock } from '../resilience/alarm-clock.js';
import { spread } from '../resilience/spread.js';
import { abortable } from './abortable.js';
import { after } from './after.js';
import type { Told } from './drive.js';
import { type Parts, type Present, restTerms } from './parts.js';
import { Rounds } from './rounds.js';
import { known } from './stage-effects.js';
import type { Happening, State } from './state.js';

/**
 * Prolongs the bearer now and then. A refused one is replaced by a new login, and the healthy socket stays: the new
 * bearer serves REST and the next connect. Any other failure is tried again at the next turn.
 */
export class Refresh extends Rounds<Happening> {
  constructor(
    private readonly parts: Parts,
    private readonly present: Present,
    told: Told,
  ) {
    super(told, parts.alarms);
  }

  protected wait(): number {
    return spread(this.parts.options.refresh.every, this.parts.random());
  }

  protected round(): Observable<Happening> {
    const { signs } = this.parts;
    return this.#prolonged(known(this.present.state.grant)).pipe(
      setBack(this.parts, 'refresh'),
      tap(({ secrets }) => signs.secrets(secrets)),
      map((grant): Happening => ({ type: 'refreshed', grant })),
    );
  }

  /** The same grant, or that of a new login. */
  #prolonged(grant: Grant): Observable<Grant> {
    const { gate, options } = this.parts;
    const terms = restTerms(options);
    return abortable((signal) => grant.refresh({ ...terms, signal })).pipe(
      map(() => grant),
      catchError((error: unknown) =>
        error instanceof BearerExpiredError
          ? gate.login(known(this.present.state.domains), terms)
          : throwError(() => error),
      ),
    );
  }
}

/** Compares a fresh snapshot with what was handled, now and then. */
export class Reconciliation extends Rounds<Happening> {
  constructor(
    private readonly parts: Parts,
    told: Told,
  ) {
    super(told, parts.alarms);
  }

  protected wait(): number {
    return spread(this.parts.options.reconcile.every, this.parts.random());
  }

  protected round(): Observable<Happening> {
    const { duties } = this.parts;
    return abortable(() => duties.reconcile()).pipe(setBack(this.parts, 'reconcile'), ignoreElements());
  }
}

/** Live for long enough: past failures are forgotten. */
export class Settling implements Alarm, Unsubscribable {
  due: number | undefined;
  readonly #alarms: AlarmClock;

  constructor(
    { alarms, options }: Parts,
    private readonly told: Told,
  ) {
    this.#alarms = alarms;
    alarms.set(this, options.reconnect.settle);
  }

  unsubscribe(): void {
    this.#alarms.clear(this);
  }

  ring(): void {
    this.told.next({ type: 'settled' });
    this.told.complete();
  }
}

/** The wait that the reducer drew. */
export const backoff = ({ retryIn }: State): Observable<Happening> => after(known(retryIn), { type: 'elapsed' });

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
