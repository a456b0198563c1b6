import { Observable, type Observer, type Subscription, type Unsubscribable } from 'rxjs';
import { LONGEST_TIMER } from './after.js';

/** For ever: waits as long as `wait` says, then passes on what `round` gives until that completes. */
export abstract class Rounds<T> implements Unsubscribable {
  #timer: NodeJS.Timeout | undefined;
  #round: Subscription | undefined;
  #over = false;

  constructor(private readonly told: Observer<T>) {}

  /** Milliseconds. */
  protected abstract wait(): number;
  protected abstract round(): Observable<T>;

  begin(): this {
    this.#round = undefined;
    const duration = this.#over ? Infinity : this.wait();
    if (duration <= LONGEST_TIMER) this.#timer = setTimeout(this.#run.bind(this), duration);
    return this;
  }

  unsubscribe(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#round?.unsubscribe();
  }

  #run(): void {
    let ended = false;
    const round = this.round().subscribe({
      next: (value) => this.told.next(value),
      error: (error: unknown) => this.told.error(error),
      complete: () => {
        ended = true;
        this.begin();
      },
    });
    if (this.#over) round.unsubscribe();
    else if (!ended) this.#round = round;
  }
}

/** The same as an observable. */
export const rounds = <T>(wait: () => number, round: () => Observable<T>): Observable<T> =>
  new Observable((subscriber) => new GivenRounds(wait, round, subscriber).begin());

class GivenRounds<T> extends Rounds<T> {
  constructor(
    protected override readonly wait: () => number,
    protected override readonly round: () => Observable<T>,
    told: Observer<T>,
  ) {
    super(told);
  }
}
