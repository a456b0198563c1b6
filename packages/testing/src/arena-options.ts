import type { ScriptedConsumerOptions, SimulatorOptions } from '@holdfast/simulator';
import type { BotOptions } from 'holdfast';
import type { Duration } from './time/duration.js';

export interface ArenaOptions {
  /**
   * Of everything random: the bot's waits, the latency of virtual time, faults and outages. `HOLDFAST_SEED` in the
   * environment comes before it; that is how a failure is seen again.
   *
   * @default another one each time
   */
  readonly seed?: number;
  /**
   * `virtual`: nothing leaves the process, and hours pass in no time. The global clock and timers are replaced until the
   * arena stops, so there is one such arena at a time. `real`: real sockets on loopback, and time as it is.
   *
   * @default 'virtual'
   */
  readonly time?: 'virtual' | 'real';
  /** Options of the bot. It logs nothing and draws from the seed unless they say otherwise. */
  readonly bot?: BotOptions;
  /** Options of the platform: skills, users, limits. Sockets of silent consumers are not cut unless `timings` say so. */
  readonly simulator?: Omit<SimulatorOptions, 'clock' | 'listen' | 'port' | 'host' | 'seed' | 'tls'>;
  /** Options of `arena.consumer`. */
  readonly consumer?: ScriptedConsumerOptions;
  /** How long `hears` waits. @default 30 min of virtual time, 10 s of real time */
  readonly patience?: Duration;
  /** Full name of the test, for the line that replays it: `this.test?.fullTitle()` in mocha, `t.name` in node:test. */
  readonly test?: string | undefined;
  /** `false`: the bot is not started yet. `await arena.during(arena.bot.start())` does it. @default true */
  readonly start?: boolean;
}
