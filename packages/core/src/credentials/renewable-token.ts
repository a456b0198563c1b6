import type { Call } from '../ports/call.js';
import { type Clock, monotonicClock } from '../resilience/monotonic.js';

/** A token as its service gave it. */
export interface FreshToken<T> {
  readonly token: T;
  /** Milliseconds; `undefined` where nobody says, and then the token is good until it is refused. */
  readonly lifetime?: number | undefined;
}

export interface RenewableTokenParts<T> {
  readonly obtain: (call: Call) => Promise<FreshToken<T>>;
  /** @default the monotonic clock */
  readonly clock?: Clock;
}

const SHORTEST = 60_000;
const LONGEST = 7 * 86_400_000;
/** The share of its life that a token is used for. */
const USED = 0.9;
/** Two renewals that refusals cause are never closer, in milliseconds: a permission that is missing is no old token. */
const MIN_INTERVAL = 5_000;

/**
 * A token that is asked for when it is first needed, again before it expires, and again when it is refused. Whoever needs
 * it while it is asked for shares the answer; the asking goes on until the last of them has left.
 */
export class RenewableToken<T> {
  readonly #clock: Clock;
  #held: { readonly token: T; readonly until: number } | undefined;
  #pending: Asking<T> | undefined;
  #replacedAt = -Infinity;

  constructor(private readonly parts: RenewableTokenParts<T>) {
    this.#clock = parts.clock ?? monotonicClock;
  }

  /** Rejects as `obtain` does, and with the reason of the call's signal. A failure is not kept. */
  async get(call: Call): Promise<T> {
    call.signal.throwIfAborted();
    if (this.#held !== undefined && this.#clock.now() < this.#held.until) return this.#held.token;
    this.#pending ??= this.#ask(call);
    return join(this.#pending, call.signal);
  }

  /** A service did not accept this token. Of several who say so, the first counts. */
  refused(token: T): void {
    if (this.#held?.token !== token || this.#clock.now() - this.#replacedAt < MIN_INTERVAL) return;
    this.#replacedAt = this.#clock.now();
    this.#held = undefined;
  }

  #ask(call: Call): Asking<T> {
    const end = new AbortController();
    const answer = this.parts.obtain({ ...call, signal: end.signal }).then(({ token, lifetime = Infinity }) => {
      const life = lifetime === Infinity ? Infinity : Math.min(Math.max(lifetime, SHORTEST), LONGEST) * USED;
      this.#held = { token, until: this.#clock.now() + life };
      return token;
    });
    const asking: Asking<T> = { answer, waiting: 0, abandon: () => this.#forget(asking, end) };
    answer.then(
      () => this.#forget(asking),
      () => this.#forget(asking),
    );
    return asking;
  }

  #forget(asking: Asking<T>, end?: AbortController): void {
    if (this.#pending === asking) this.#pending = undefined;
    end?.abort(new Error('Nobody waits for this token any longer.'));
  }
}

interface Asking<T> {
  readonly answer: Promise<T>;
  readonly abandon: () => void;
  waiting: number;
}

/** Waits for an answer that others may share; leaving does not end it for them. */
async function join<T>(asking: Asking<T>, signal: AbortSignal): Promise<T> {
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    // The reason is whatever the owner of the signal chose.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  asking.waiting += 1;
  try {
    return await Promise.race([asking.answer, left]);
  } finally {
    signal.removeEventListener('abort', leave);
    asking.waiting -= 1;
    if (asking.waiting === 0) asking.abandon();
  }
}
