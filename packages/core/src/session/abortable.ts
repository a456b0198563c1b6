import { Observable } from 'rxjs';
import { StoppedError } from '../errors/connection.js';

/** A promise-making call as an observable of its one answer; unsubscribing aborts the call. */
export const abortable = <T>(run: (signal: AbortSignal) => Promise<T>): Observable<T> =>
  new Observable<T>((subscriber) => {
    const controller = new AbortController();
    run(controller.signal).then(
      (value) => {
        subscriber.next(value);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => controller.abort(new StoppedError('The session has moved on, so this call was given up.'));
  });
