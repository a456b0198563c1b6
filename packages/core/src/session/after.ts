import { asyncScheduler, NEVER, Observable } from 'rxjs';

/** The longest that Node's timers can wait (25 days); asked for more, they fire at once. */
export const LONGEST_TIMER = 2_147_483_647;

/** Emits the value once after so many milliseconds, and never where that is longer than a timer can wait. */
export const after = <T>(duration: number, value: T): Observable<T> =>
  duration > LONGEST_TIMER
    ? NEVER
    : new Observable((subscriber) =>
        asyncScheduler.schedule(() => {
          subscriber.next(value);
          subscriber.complete();
        }, duration),
      );
