import type { Logger } from '../ports/logger.js';
import type { ClockReading } from '../ports/transport.js';
import type { Secrets } from '../redaction/secrets.js';
import type { Clock } from '../resilience/monotonic.js';
import type { Signs } from '../session/parts.js';
import { Tally } from './tally.js';

export interface SignalsParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: Secrets;
}

/** What a session notices by the way: counted, logged, or kept for `health()`. */
export class Signals implements Signs {
  /** Made when something odd happens for the first time. */
  #tally: Tally | undefined;
  #reading: (ClockReading & { readonly at: number }) | undefined;

  constructor(private readonly parts: SignalsParts) {}

  /** How often something odd happened, by kind. */
  get oddities(): Readonly<Record<string, number>> {
    return this.#tally?.snapshot() ?? {};
  }

  /** The last answered clock request. */
  get clockReading(): (ClockReading & { readonly at: number }) | undefined {
    return this.#reading;
  }

  clocked(reading: ClockReading): void {
    this.#reading = { ...reading, at: this.parts.clock.now() };
  }

  oddity(kind: string): void {
    (this.#tally ??= new Tally()).add(kind);
  }

  setback(activity: string, error: unknown): void {
    this.oddity(`setback-${activity}`);
    this.parts.log.warn({ activity, error }, 'an activity of the session failed and will be tried again');
  }

  secrets(values: readonly string[]): void {
    this.parts.secrets.add(...values);
  }
}
