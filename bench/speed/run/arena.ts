import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientOrders, Settings } from '../clients/client.js';
import type { Orders, Pace, Ports, Roll } from '../platform/orders.js';
import { packedFolder } from './packed-folder.js';
import { sdkFolder } from './sdk-folder.js';
import { selfSigned } from './self-signed.js';
import { Worker } from './worker.js';

/** Who is measured. */
export type Contender = 'bare' | 'holdfast' | 'sdk' | 'sdk-tracked';

export interface ArenaOptions {
  /** Where the clients write their profiles, if they are to be profiled. */
  readonly profiles?: string;
}

export interface Entry {
  readonly roll: Roll;
  /** Bots to start; the others of the roll may be added. @default all users of the roll */
  readonly bots?: number;
  /** @default false */
  readonly secure?: boolean;
  /** Whether Holdfast runs from packed packages instead of the workspace. @default false */
  readonly packed?: boolean;
}

/** The answers in one stretch of time, and what they cost the client. */
export interface Stretch {
  readonly perSecond: number;
  /** Seconds of processor time for 100,000 messages. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

/** One platform for the whole run, and one client at a time. */
export class Arena implements AsyncDisposable {
  readonly #settings: Omit<Settings, 'bots' | 'secure' | 'tracked'>;

  private constructor(
    readonly platform: Worker<Orders>,
    settings: Omit<Settings, 'bots' | 'secure' | 'tracked'>,
    private readonly options: ArenaOptions,
  ) {
    this.#settings = settings;
  }

  static async open(options: ArenaOptions): Promise<Arena> {
    const certificate = selfSigned();
    const platform = new Worker<Orders>(new URL('../platform/platform-process.js', import.meta.url), [], certificate);
    const { plain, tls } = (await platform.ready()) as Ports;
    const settings = { port: plain, securePort: tls, ca: certificate.cert, sdkFolder: sdkFolder() };
    return new Arena(platform, settings, options);
  }

  /** Starts a client, has it do something once it is live, and ends it. `started` is the time to live in milliseconds. */
  async enter<T>(
    contender: Contender,
    { roll, bots = roll.users, secure = false, packed = false }: Entry,
    act: (client: Worker<ClientOrders>, started: number) => Promise<T>,
  ): Promise<T> {
    await this.platform.order('enrol', roll);
    const { profiles } = this.options;
    const flags = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}/${contender}`];
    const settings = { ...this.#settings, bots, secure, tracked: contender === 'sdk-tracked' };
    const url = packed && contender === 'holdfast' ? packedProgram() : program[contender];
    const begin = performance.now();
    const client = new Worker<ClientOrders>(url, ['--expose-gc', ...flags], settings);
    await client.ready();
    try {
      return await act(client, performance.now() - begin);
    } finally {
      await client.end();
    }
  }

  /** Has consumers write for a while, and counts the answers of the second part of it. Both parts in milliseconds. */
  async measure(client: Worker<ClientOrders>, pace: Pace, times: Times): Promise<Stretch> {
    await this.platform.order('begin', pace);
    await pause(times.warmUp);
    const before = await client.order('cpu');
    await this.platform.order('count');
    await pause(times.length);
    const { answered, wrong, seconds, p50, p99 } = await this.platform.order('read');
    const cpu = (await client.order('cpu')) - before;
    await this.platform.order('end');
    if (wrong > 0) throw new Error(`${wrong} of ${answered} answers were not the next in their dialog.`);
    await this.platform.order('calm');
    await pause(SETTLE);
    return { perSecond: answered / seconds, cpu: cpu / 10 / Math.max(1, answered), p50, p99 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.platform.end();
  }
}

export interface Times {
  readonly warmUp: number;
  readonly length: number;
}

/** For receipts that are still on their way. */
const SETTLE = 300;

const program: Readonly<Record<Contender, URL>> = {
  bare: new URL('../clients/bare-process.js', import.meta.url),
  holdfast: new URL('../clients/holdfast-process.js', import.meta.url),
  sdk: new URL('../clients/sdk-process.js', import.meta.url),
  'sdk-tracked': new URL('../clients/sdk-process.js', import.meta.url),
};

const packedProgram = (): URL => pathToFileURL(join(packedFolder(), 'speed/clients/holdfast-process.js'));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
