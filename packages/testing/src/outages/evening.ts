import type { Platform as Simulator } from '@holdfast/simulator';
import type { Bot } from 'holdfast';
import type { ArenaConsumer } from '../arena-consumer.js';
import type { ChronicleLine } from '../report/chronicle.js';
import { listLines } from '../report/list-lines.js';
import type { Scene } from '../scene.js';
import { inWords } from '../time/duration.js';
import type { Outage } from './outage.js';
import type { OutagesOptions } from './outages-options.js';

/** Where a scenario is played. */
export interface Ground {
  readonly bot: Bot;
  readonly platform: Simulator;
  readonly scene: Scene;
  readonly newConsumer: () => ArenaConsumer;
}

interface Plan {
  /** 0 is the calm one. */
  readonly number: number;
  readonly scenario: OutagesOptions['scenario'];
  readonly kind?: Outage;
  /** Milliseconds after the scenario has begun. */
  readonly moment?: number;
}

/** Milliseconds after a scenario in which something may still be said that should not be. */
const AFTERMATH = 5_000;
const CHECK = 250;

/** A scenario that is played once, with at most one outage. */
export class Evening {
  /** Milliseconds that the scenario took. */
  duration = 0;
  readonly #ground: Ground;
  readonly #plan: Plan;
  readonly #consumer: ArenaConsumer;
  readonly #beginning = Date.now();

  constructor(ground: Ground, plan: Plan) {
    this.#ground = ground;
    this.#plan = plan;
    this.#consumer = ground.newConsumer();
  }

  /** Plays the scenario, repairs what was broken, and waits until the bot is well again. */
  async pass(): Promise<void> {
    const { scene } = this.#ground;
    try {
      await scene.time.during(Promise.all([this.#play(), this.#break()]));
      this.#repair();
      await scene.time.during(this.#live());
      await scene.time.pass(AFTERMATH);
      await this.#consumer.close();
      await this.#consumer.leave();
    } catch (cause) {
      throw scene.unmet({ fact: `${this.#name} failed.`, details: [reasonOf(cause), this.#story()], cause });
    }
  }

  /** @throws ExpectationError if the consumer saw something else than on that evening. */
  mustBeLike(calm: Evening): void {
    const [expected, seen] = [calm.#transcript, this.#transcript];
    if (bySpeaker(expected) === bySpeaker(seen)) return;
    throw this.#ground.scene.unmet({
      fact: `${this.#name} changed what the consumer saw.`,
      details: [`Without an outage:\n${listed(expected)}`, `With it:\n${listed(seen)}`, this.#story()],
    });
  }

  async #play(): Promise<void> {
    const { number, scenario } = this.#plan;
    await scenario({ consumer: this.#consumer, number });
    this.duration = Date.now() - this.#beginning;
  }

  async #break(): Promise<void> {
    const { kind, moment = 0 } = this.#plan;
    if (kind === undefined) return;
    const { scene, platform } = this.#ground;
    await scene.time.pass(moment);
    kind.happen(platform, platform.bots[0].username);
  }

  #repair(): void {
    const { platform } = this.#ground;
    platform.faults.clear();
    this.#plan.kind?.repair?.(platform, platform.bots[0].username);
  }

  async #live(): Promise<void> {
    const { bot, scene } = this.#ground;
    const deadline = Date.now() + scene.patience;
    while (bot.state.phase !== 'live') {
      if (bot.state.phase === 'failed' || Date.now() >= deadline) {
        throw new Error(`The bot did not come back: its phase is ${bot.state.phase}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, CHECK));
    }
  }

  get #name(): string {
    const { number, kind, moment = 0 } = this.#plan;
    if (kind === undefined) return 'The calm run, without an outage,';
    return `Outage ${number} (${kind.name}, ${inWords(moment)} into the scenario)`;
  }

  get #transcript(): readonly ChronicleLine[] {
    return this.#consumer.transcript;
  }

  #story(): string {
    const lines = this.#ground.scene.chronicle.since(this.#beginning, this.#transcript);
    return `What happened:\n${listLines(lines, this.#beginning)}`;
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const listed = (lines: readonly ChronicleLine[]): string =>
  lines.length === 0 ? '  nothing' : lines.map(({ who, text }) => `  ${who}: ${text}`).join('\n');

/** Each side keeps its order. Who of two that do not wait for each other comes first is left to the network. */
const bySpeaker = (lines: readonly ChronicleLine[]): string =>
  JSON.stringify(
    lines
      .map(({ who, text }) => [who, text])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : one > other ? 1 : 0)),
  );
