import { asyncScheduler, Observable, Subscription } from 'rxjs';
import { LONGEST_TIMER } from './after.js';

/** For ever: waits as long as `wait` says, then passes on what `round` gives until that completes. */
export const rounds = <T>(wait: () => number, round: () => Observable<T>): Observable<T> =>
  new Observable((subscriber) => {
    let present = Subscription.EMPTY;
    const begin = (): void => {
      const duration = wait();
      if (duration <= LONGEST_TIMER) present = asyncScheduler.schedule(run, duration);
    };
    const run = (): void => {
      const turn = (present = new Subscription()); // in place before a round that ends at once begins the next wait
      const told = round().subscribe({
        next: (value) => subscriber.next(value),
        error: (error: unknown) => subscriber.error(error),
        complete: begin,
      });
      turn.add(told);
    };
    begin();
    return () => present.unsubscribe();
  });
