import { Observable, type Subscriber, type Subscription, type Unsubscribable } from 'rxjs';
import { LONGEST_TIMER } from './after.js';

/** For ever: waits as long as `wait` says, then passes on what `round` gives until that completes. */
export const rounds = <T>(wait: () => number, round: () => Observable<T>): Observable<T> =>
  new Observable((subscriber) => {
    const turns = new Turns({ wait, round, subscriber });
    turns.begin();
    return turns;
  });

interface Terms<T> {
  readonly wait: () => number;
  readonly round: () => Observable<T>;
  readonly subscriber: Subscriber<T>;
}

/** A timer and no scheduler of RxJS: two of these run as long as a bot is live. */
class Turns<T> implements Unsubscribable {
  #timer: NodeJS.Timeout | undefined;
  #round: Subscription | undefined;

  constructor(private readonly terms: Terms<T>) {}

  begin(): void {
    this.#round = undefined;
    if (this.terms.subscriber.closed) return;
    const duration = this.terms.wait();
    if (duration <= LONGEST_TIMER) this.#timer = setTimeout(() => this.#run(), duration);
  }

  unsubscribe(): void {
    clearTimeout(this.#timer);
    this.#round?.unsubscribe();
  }

  #run(): void {
    const { round, subscriber } = this.terms;
    let over = false;
    const told = round().subscribe({
      next: (value) => subscriber.next(value),
      error: (error: unknown) => subscriber.error(error),
      complete: () => {
        over = true;
        this.begin();
      },
    });
    if (subscriber.closed) told.unsubscribe();
    else if (!over) this.#round = told;
  }
}
