import { defer, finalize, type MonoTypeOperatorFunction, type Observable, share, switchMap, tap, timer } from 'rxjs';
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
 */
export class LoginGate {
  #pending: Observable<Grant> | undefined;
  #lastAt: number | undefined;

  constructor(private readonly parts: LoginGateParts) {}

  login(domains: Domains, terms: Omit<Call, 'signal'>): Observable<Grant> {
    const { authenticator } = this.parts;
    this.#pending ??= defer(() => timer(this.#wait())).pipe(
      switchMap(() => abortable((signal) => authenticator.login(domains, { ...terms, signal })).pipe(this.#noting())),
      finalize(() => (this.#pending = undefined)),
      share(), // by the login stage and a refresh that was refused
    );
    return this.#pending;
  }

  /** A login counts from its beginning to its end, also one that was given up. */
  #noting(): MonoTypeOperatorFunction<Grant> {
    const note = (): void => void (this.#lastAt = this.parts.clock.now());
    return tap({ subscribe: note, finalize: note });
  }

  /** Rounded up, since timers drop fractions. */
  #wait(): number {
    const { minInterval, bucket, clock } = this.parts;
    const floor = loginFloor({ lastLoginAt: this.#lastAt, now: clock.now(), minInterval });
    return Math.ceil(Math.max(floor, bucket.reserve()));
  }
}
