import { defer, finalize, type Observable, share, switchMap, timer } from 'rxjs';
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
    const { authenticator, clock } = this.parts;
    this.#pending ??= defer(() => timer(this.#wait())).pipe(
      switchMap(() => {
        this.#lastAt = clock.now();
        return abortable((signal) => authenticator.login(domains, { ...terms, signal }));
      }),
      finalize(() => {
        if (this.#lastAt !== undefined) this.#lastAt = clock.now(); // the attempt counts until its end
        this.#pending = undefined;
      }),
      share(), // by the login stage and a refresh that was refused
    );
    return this.#pending;
  }

  #wait(): number {
    const { minInterval, bucket, clock } = this.parts;
    return Math.max(loginFloor({ lastLoginAt: this.#lastAt, now: clock.now(), minInterval }), bucket.reserve());
  }
}
