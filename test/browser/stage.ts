import { serveSession, type SessionPort } from '@holdfast/console';
import { type Platform, startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { CampBot } from './camp-bot.js';
import { type WatchedPage, watchedPage } from './chromium.js';

/** A local LivePerson, a bot that shows its session there, and whatever pages a test opens. */
export class Stage implements AsyncDisposable {
  private readonly pages: WatchedPage[] = [];
  private readonly ports: SessionPort[] = [];

  private constructor(
    readonly platform: Platform,
    readonly bot: CampBot,
  ) {}

  static async set(): Promise<Stage> {
    const platform = await startSimulator({ seed: 7 });
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    const bot = new CampBot(way, { logger: silentLogger, session: QUICK, random: () => 0 });
    bot.pictures = url;
    const stage = new Stage(platform, bot);
    await bot.start();
    return stage;
  }

  /** Lets the console show the session of the bot. */
  async show(name = 'CampBot'): Promise<SessionPort> {
    const port = await serveSession(this.bot, { name });
    this.ports.push(port);
    this.platform.console.show({ name, url: port.url });
    return port;
  }

  /** Opens the console, or the page of the session port. */
  async open(browser: Browser, options: OpenOptions = {}): Promise<Page> {
    const { url = this.platform.url, ...context } = options;
    const watched = await watchedPage(browser, url, { viewport: WIDE, ...context });
    this.pages.push(watched);
    return watched.page;
  }

  /** What went wrong in the pages, and whom they asked beside this machine's own servers. */
  get complaints(): readonly string[] {
    const own = [this.platform, ...this.ports].map(({ url }) => url);
    return this.pages.flatMap(({ complaints, origins }) => [
      ...complaints,
      ...[...origins].filter((origin) => !own.includes(origin)).map((origin) => `asked ${origin}`),
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.pages.map(({ page }) => page.context().close()));
    await this.bot.stop();
    await Promise.all(this.ports.map((port) => port.close()));
    await this.platform.stop();
  }
}

export interface OpenOptions extends BrowserContextOptions {
  readonly url?: string;
}

export const WIDE = { width: 1_280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A first wait that is long enough to be seen, and short ones after it. */
const QUICK = {
  liveness: { idle: 400, pong: 300, probe: 300 },
  reconnect: {
    windows: [
      [2_500, 2_600],
      [300, 400],
      [600, 700],
    ],
    settle: 1_000,
  },
} as const;
