import { map, merge, type Observable, take } from 'rxjs';
import { after } from './after.js';

/** The first value, or the failure, of a source that has so many milliseconds for it in total; then it fails with `error`. */
export const within =
  (limit: number, error: () => Error) =>
  <T>(source: Observable<T>): Observable<T> =>
    merge(source, after(limit, undefined).pipe(map(() => raise(error())))).pipe(take(1));

function raise(error: Error): never {
  throw error;
}
