import {
  type Platform as Simulator,
  type ScriptedConsumer,
  type SimulatorOptions,
  startSimulator,
} from '@holdfast/simulator';
import {
  type BotEvent,
  type BotEventName,
  type BotOptions,
  type Grant,
  liveperson,
  type LivePersonOptions,
  type PartialSessionOptions,
  type Platform,
} from 'holdfast';
import { expectNoSecret } from './canaries.js';
import { Diary, spelledOut } from './diary.js';
import { EchoBot } from './echo-bot.js';
import { Relay } from './relay.js';
import { tenth } from './tenth.js';

export interface SceneOptions {
  readonly simulator?: SimulatorOptions;
  /** Come before the tenths of the defaults, section by section. */
  readonly session?: PartialSessionOptions;
  readonly bot?: Omit<BotOptions, 'session' | 'logger'>;
  /** Other ways to the platform; what is advertised there counts. */
  readonly way?: (simulator: Simulator) => Partial<LivePersonOptions>;
  readonly make?: (platform: Platform, options: BotOptions) => EchoBot;
}

const START_WITHIN = 12_000;

type Told<K extends BotEventName> = Extract<BotEvent, { readonly type: K }>;

/**
 * A bot, the platform it talks to, and a relay that its messaging sockets pass through. Everything it says in logs and
 * events is kept, and searched for secrets when the scene ends.
 */
export class Scene implements AsyncDisposable {
  readonly told: BotEvent[] = [];
  readonly #consumers: ScriptedConsumer[] = [];
  readonly #endings: (() => Promise<void>)[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly relay: Relay,
    readonly diary: Diary,
    readonly bot: EchoBot,
    /** What the bot's logins have given it. */
    readonly grants: readonly Grant[],
  ) {
    bot.events$.subscribe((event) => this.told.push(event));
  }

  /** Nothing runs yet but the platform. */
  static async set(options: SceneOptions = {}): Promise<Scene> {
    const simulator = await startSimulator(options.simulator);
    const relay = await Relay.to(simulator.port);
    simulator.advertise(relay.authority, { service: 'facadeMsg' });
    const diary = new Diary();
    const grants: Grant[] = [];
    const way = liveperson({
      accountId: simulator.accountId,
      credentials: simulator.bots[0].credentials,
      csds: simulator.url,
      ...options.way?.(simulator),
    });
    const { make = (platform, given) => new EchoBot(platform, given) } = options;
    const bot = make(noting(way, grants), {
      receiptDelay: 10,
      ...options.bot,
      logger: diary,
      session: { ...tenth, ...options.session },
    });
    return new Scene(simulator, relay, diary, bot, grants);
  }

  /** The bot is live. */
  static async live(options: SceneOptions = {}): Promise<Scene> {
    const scene = await Scene.set(options);
    try {
      await scene.start();
    } catch (error) {
      await scene[Symbol.asyncDispose]();
      throw error;
    }
    return scene;
  }

  /** As `bot.start()`, but not for ever. */
  start(): Promise<void> {
    return this.bot.start({ signal: AbortSignal.timeout(START_WITHIN) });
  }

  all<K extends BotEventName>(type: K): readonly Told<K>[] {
    return this.told.filter((event): event is Told<K> => event.type === type);
  }

  /** The next event of this name; it may not have happened yet. */
  next<K extends BotEventName>(type: K): Promise<Told<K>> {
    return new Promise((resolve) => {
      const subscription = this.bot.events$.subscribe((event) => {
        if (event.type !== type) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve(event as Told<K>);
      });
    });
  }

  /** A consumer who has been answered once. */
  async consumer(opening = 'hello'): Promise<ScriptedConsumer> {
    const consumer = this.simulator.consumer();
    this.#consumers.push(consumer);
    await consumer.says(opening);
    await consumer.hears(`You said: ${opening}`);
    return consumer;
  }

  /** Also to be ended with the scene. */
  onEnd(end: () => Promise<void>): void {
    this.#endings.push(end);
  }

  /** How often the platform saw the bot log in. */
  get logins(): number {
    return this.simulator.log.filter(({ kind }) => kind === 'login').length;
  }

  /** How many sockets the platform opened for the bot. */
  get sockets(): number {
    return this.simulator.log.filter((record) => record.kind === 'opened' && record.role === 'agent').length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.bot.stop({ drainTimeout: 0 });
      await Promise.all(this.#consumers.map((consumer) => consumer.leave()));
    } finally {
      for (const end of this.#endings) await end();
      await this.relay[Symbol.asyncDispose]();
      await this.simulator.stop();
    }
    expectNoSecret(this.#secrets, { logs: this.diary.text, events: spelledOut(this.told) });
  }

  get #secrets(): readonly string[] {
    const { credentials, userCredentials, oauth2Credentials } = this.simulator.bots[0];
    const { username: _, ...keys } = credentials;
    return [
      ...Object.values(keys),
      userCredentials.password,
      oauth2Credentials.clientSecret,
      ...this.grants.flatMap(({ bearer, secrets }) => [bearer, ...secrets]),
    ];
  }
}

/** The same way to the platform, which also notes each login that it gives a bot. */
function noting(platform: Platform, grants: Grant[]): Platform {
  const { authenticator } = platform;
  return {
    ...platform,
    authenticator: {
      discover: (call) => authenticator.discover(call),
      login: async (domains, call) => {
        const grant = await authenticator.login(domains, call);
        grants.push(grant);
        return grant;
      },
    },
  };
}

/** Whether a bot serves a new consumer: the last word on every fault. */
export async function expectService(scene: Scene): Promise<void> {
  await scene.consumer('after all');
}
