import {
  defer,
  finalize,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  share,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { Authenticator, Grant } from '../ports/authenticator.js';
import type { Call } from '../ports/call.js';
import type { Domains } from '../protocol/domains.js';
import { loginFloor } from '../resilience/login-delay.js';
import type { Clock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import { abortable } from './abortable.js';

export interface LoginGateParts {
  readonly authenticator: Authenticator;
  /** Never two logins within this many milliseconds. */
  readonly minInterval: number;
  /** Shared by all bots of the process, so that a restart of the platform does not become a storm. */
  readonly bucket: TokenBucket;
  readonly clock: Clock;
}

/**
 * The one door to the login service: whoever asks while a login is under way shares its answer, and two logins are
 * never closer than the platform allows. A second login would kill the bearer of the first.
 *
 * A login that was sent goes on although nobody waits any more, since the platform may have granted it: its bearer is
 * kept for the next who asks.
 */
export class LoginGate {
  #pending: Observable<Grant> | undefined;
  #unclaimed: Grant | undefined;
  #lastAt: number | undefined;
  /** While a login is under way: tells that it is given up. */
  #abandoned: Subject<void> | undefined;

  constructor(private readonly parts: LoginGateParts) {}

  login(domains: Domains, terms: Omit<Call, 'signal'>): Observable<Grant> {
    if (this.#unclaimed !== undefined) return of(this.#unclaimed).pipe(this.#claiming());
    this.#pending ??= this.#send(domains, terms);
    return this.#pending.pipe(this.#claiming());
  }

  /** The session is over: a login under way is given up, and a bearer that nobody has claimed is forgotten. */
  abandon(): void {
    this.#abandoned?.next();
    this.#unclaimed = undefined;
  }

  #send(domains: Domains, terms: Omit<Call, 'signal'>): Observable<Grant> {
    const { authenticator } = this.parts;
    const abandoned = (this.#abandoned = new Subject<void>());
    let sent = false;
    return defer(() => this.#turn()).pipe(
      tap(() => (sent = true)),
      switchMap(() => abortable((signal) => authenticator.login(domains, { ...terms, signal })).pipe(this.#noting())),
      tap((grant) => (this.#unclaimed = grant)),
      finalize(() => (this.#pending = this.#abandoned = undefined)),
      // By the login stage, a refresh that was refused, and services. Before it is sent it dies with its last asker.
      share({ resetOnRefCountZero: () => (sent ? abandoned : of(undefined)) }),
    );
  }

  #claiming(): MonoTypeOperatorFunction<Grant> {
    return tap(() => (this.#unclaimed = undefined));
  }

  /** A login counts from its beginning to its end, also one that was given up. */
  #noting(): MonoTypeOperatorFunction<Grant> {
    const note = (): void => void (this.#lastAt = this.parts.clock.now());
    return tap({ subscribe: note, finalize: note });
  }

  /** At once if nothing has to be waited for: a timer of nothing would take a millisecond. Rounded up, since timers drop fractions. */
  #turn(): Observable<unknown> {
    const { minInterval, bucket, clock } = this.parts;
    const floor = loginFloor({ lastLoginAt: this.#lastAt, now: clock.now(), minInterval });
    const wait = Math.ceil(Math.max(floor, bucket.reserve()));
    return wait > 0 ? timer(wait) : of(undefined);
  }
}
