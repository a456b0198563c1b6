import type { BotUser, Platform as Simulator, ScriptedConsumerOptions } from '@holdfast/simulator';
import type { Bot, Platform } from 'holdfast';
import { ArenaConsumer } from './arena-consumer.js';
import type { ArenaLine } from './line/arena-line.js';
import type { OutageReport, OutagesOptions } from './outages/outages-options.js';
import { runOutages } from './outages/run-outages.js';
import type { Scene } from './scene.js';
import type { ArenaTime } from './time/arena-time.js';
import { type Duration, milliseconds } from './time/duration.js';

export interface ArenaParts<B extends Bot> {
  readonly bot: B;
  readonly simulator: Simulator;
  readonly line: ArenaLine;
  readonly scene: Scene;
  readonly consumer: ScriptedConsumerOptions | undefined;
}

/** A bot, the platform that it runs on, and the people who talk to it. */
export class Arena<B extends Bot = Bot> implements AsyncDisposable {
  readonly bot: B;
  /** The local LivePerson: what it saw and keeps, and `platform.faults` to break it. */
  readonly platform: Simulator;
  /** The first consumer. */
  readonly consumer: ArenaConsumer;
  readonly #line: ArenaLine;
  readonly #scene: Scene;
  #stopping: Promise<void> | undefined;

  constructor({ bot, simulator, line, scene, consumer }: ArenaParts<B>) {
    this.bot = bot;
    this.platform = simulator;
    this.#line = line;
    this.#scene = scene;
    this.consumer = this.newConsumer(consumer);
  }

  get seed(): number {
    return this.#scene.seed;
  }

  get time(): ArenaTime['kind'] {
    return this.#scene.time.kind;
  }

  /** The line for a shell that runs this test again as it is now. */
  get replay(): string {
    return this.#scene.replay;
  }

  /** One consumer more. He connects with the first thing he does. */
  newConsumer(options: ScriptedConsumerOptions = {}): ArenaConsumer {
    return new ArenaConsumer(this.#line.consumer(options), { scene: this.#scene, name: options.name ?? 'consumer' });
  }

  /** The way to the platform for a bot beside the first; `platform.addBot()` gives it a user. */
  wayOf(user: BotUser): Platform {
    return this.#line.bot(user);
  }

  /** Lets time pass: milliseconds, or a text such as `10 min`. Real time really takes that long. */
  async elapse(duration: Duration): Promise<void> {
    await this.#scene.time.pass(milliseconds(duration));
  }

  /**
   * Lets time go on until a promise is settled. In virtual time everything that waits needs it, but what this arena and
   * its consumers do themselves: `await arena.during(bot.stop())`.
   */
  during<T>(work: Promise<T>): Promise<T> {
    return this.#scene.time.during(work);
  }

  /**
   * Runs a scenario again and again, each time with a fresh consumer and with another outage in the middle, and compares
   * what the consumer saw with what he saw on a calm day: an outage must not change it.
   *
   * Rejects with `ExpectationError` that tells which outage did, and how to see that again.
   */
  outages(options: OutagesOptions): Promise<OutageReport> {
    return runOutages(
      { bot: this.bot, platform: this.platform, scene: this.#scene, newConsumer: () => this.newConsumer() },
      options,
    );
  }

  /** Stops bot and platform, and gives the clock back. Twice is once. */
  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #end(): Promise<void> {
    const { time } = this.#scene;
    try {
      await time.during(this.bot.stop());
      await time.during(this.platform.stop());
    } finally {
      time[Symbol.dispose]();
    }
  }
}
