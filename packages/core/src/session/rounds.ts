import { Observable, type Observer, type Subscription, type Unsubscribable } from 'rxjs';
import { type Alarm, AlarmClock } from '../resilience/alarm-clock.js';
import { monotonicClock } from '../resilience/monotonic.js';

/** For ever: waits as long as `wait` says, then passes on what `round` gives until that completes. */
export abstract class Rounds<T> implements Alarm, Unsubscribable {
  due: number | undefined;
  #round: Subscription | undefined;
  #over = false;

  constructor(
    private readonly told: Observer<T>,
    private readonly alarms: AlarmClock,
  ) {}

  /** Milliseconds. */
  protected abstract wait(): number;
  protected abstract round(): Observable<T>;

  begin(): this {
    this.#round = undefined;
    if (!this.#over) this.alarms.set(this, this.wait());
    return this;
  }

  unsubscribe(): void {
    this.#over = true;
    this.alarms.clear(this);
    this.#round?.unsubscribe();
  }

  /** The wait is over. */
  ring(): void {
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
    super(told, new AlarmClock(monotonicClock));
  }
}
