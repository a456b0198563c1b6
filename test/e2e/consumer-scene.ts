import { Consumer, type ConsumerEvent, type ConsumerOptions, type Identity, window } from '@holdfast/consumer';
import { type Platform as Simulator, type SimulatorOptions, startSimulator } from '@holdfast/simulator';
import { type Bot, type BotOptions, liveperson, type Platform, silentLogger } from 'holdfast';
import { brisk, briskSession } from './brisk.js';
import { EchoBot } from './echo-bot.js';

export interface ConsumerSceneOptions<B extends Bot> {
  readonly simulator?: SimulatorOptions;
  readonly identity?: Identity;
  readonly consumer?: ConsumerOptions;
  readonly bot?: new (platform: Platform, options: BotOptions) => B;
}

/** A real bot and a real consumer at a platform of their own, over real sockets. */
export class ConsumerScene<B extends Bot = EchoBot> implements AsyncDisposable {
  readonly told: ConsumerEvent[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly bot: B,
    readonly consumer: Consumer,
  ) {
    consumer.events$.subscribe((event) => this.told.push(event));
  }

  /** Nobody has started yet. */
  static async set<B extends Bot = EchoBot>(options: ConsumerSceneOptions<B> = {}): Promise<ConsumerScene<B>> {
    const simulator = await startSimulator(options.simulator);
    const { accountId, bots, url: csds } = simulator;
    // Without a class of its own a scene has the echo.
    const BotClass = options.bot ?? (EchoBot as unknown as new (platform: Platform, given: BotOptions) => B);
    const bot = new BotClass(liveperson({ accountId, credentials: bots[0].credentials, csds }), brisk);
    const consumer = new Consumer(window({ accountId, csds, identity: options.identity ?? { anonymous: {} } }), {
      logger: silentLogger,
      ...options.consumer,
      session: { ...briskSession, ...options.consumer?.session },
    });
    return new ConsumerScene(simulator, bot, consumer);
  }

  static async live<B extends Bot = EchoBot>(options: ConsumerSceneOptions<B> = {}): Promise<ConsumerScene<B>> {
    const scene = await ConsumerScene.set(options);
    await Promise.all([scene.bot.start(), scene.consumer.start()]);
    return scene;
  }

  count(type: ConsumerEvent['type']): number {
    return this.told.filter((event) => event.type === type).length;
  }

  /** What was said, by the platform's own record: texts, in order. */
  get record(): readonly unknown[] {
    const events = this.simulator.conversations.flatMap(({ dialogs }) => dialogs.flatMap((dialog) => dialog.events));
    return events.map(({ event }) => event['message']).filter((message) => message !== undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.consumer.stop();
    await this.bot.stop();
    await this.simulator.stop();
  }
}
