import type { ArenaConsumer } from '../arena-consumer.js';
import type { Outage } from './outage.js';

/** One run of a scenario. */
export interface Run {
  /** Nobody has seen him before. */
  readonly consumer: ArenaConsumer;
  /** From 1; 0 is the calm day, without an outage. */
  readonly number: number;
}

export interface OutagesOptions {
  /** How many outages, one for each run of the scenario. */
  readonly count: number;
  /** What a consumer does. It must be the same each time. */
  readonly scenario: (run: Run) => Promise<void>;
  /** What to draw from. @default `outageKinds` */
  readonly kinds?: readonly Outage[];
  /** Draws other outages at the same seed of the arena. @default 0 */
  readonly seed?: number;
  /** `any`: what the consumer saw is not compared, for bots that never say the same twice. @default 'same' */
  readonly transcripts?: 'same' | 'any';
}

/** How a run of outages went, when all went well. */
export interface OutageReport {
  readonly outages: number;
  /** How often each kind came, by its name. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Milliseconds that the bot was not live, in all outages. */
  readonly downtime: number;
}
