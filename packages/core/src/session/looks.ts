import { concat, defer, filter, Observable, takeUntil } from 'rxjs';
import { abortable } from './abortable.js';
import { rounds } from './rounds.js';

export interface LooksTerms<T> {
  /** Milliseconds from the end of one look to the next. */
  readonly every: number;
  /** What completes the observable, asked for at each subscription. What it throws, the observable fails with. */
  readonly until: () => AbortSignal;
  /** Called at each subscription, gives what looks; `undefined` is nothing to tell. What it rejects with, the observable fails with. */
  readonly begin: () => (signal: AbortSignal) => Promise<T | undefined>;
}

/** Looks at once and then again and again, and emits what there is to tell. Unsubscribing aborts a look that is under way. */
export const looks = <T>({ every, until, begin }: LooksTerms<T>): Observable<T> =>
  defer(() => {
    const end = until();
    const look = abortable(begin());
    return concat(
      look,
      rounds(
        () => every,
        () => look,
      ),
    ).pipe(
      filter((told) => told !== undefined),
      takeUntil(aborted(end)),
    );
  });

const aborted = (signal: AbortSignal): Observable<void> =>
  new Observable((subscriber) => {
    const tell = (): void => subscriber.next();
    signal.addEventListener('abort', tell, { once: true });
    return () => signal.removeEventListener('abort', tell);
  });
