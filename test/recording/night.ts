import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recording, type RecordingOptions } from '@holdfast/recording';
import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import {
  Bot,
  type BotOptions,
  type Conversation,
  liveperson,
  type Message,
  OnConversation,
  OnMessage,
  type Platform,
} from 'holdfast';
import { brisk } from '../e2e/brisk.js';

/** Greets and echoes; `fail` fails each time. */
export class EchoBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    await conversation.send('Hello!');
  }

  @OnMessage('fail')
  fail(): void {
    throw new TypeError('as it was planned');
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

export interface NightOptions {
  readonly recording?: Partial<RecordingOptions>;
  readonly bot?: BotOptions;
  /** What the consumer says before and after the connection is cut. */
  readonly says?: readonly [before: string, after: string];
}

/** A folder of its own, and a bot and a platform with real sockets between them. */
export class Night implements AsyncDisposable {
  private constructor(
    readonly folder: string,
    readonly simulator: Simulator,
  ) {}

  static async open(): Promise<Night> {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-night-'));
    return new Night(folder, await startSimulator());
  }

  get file(): string {
    return join(this.folder, 'night.jsonl');
  }

  get platform(): Platform {
    const { accountId, url: csds, bots } = this.simulator;
    return liveperson({ accountId, csds, credentials: bots[0].credentials });
  }

  /** Two messages with a lost connection and a failing handler between them. */
  async pass({
    recording: record,
    bot: options,
    says: [before, after] = ['one', 'two'],
  }: NightOptions = {}): Promise<void> {
    const bot = new EchoBot(recording(this.platform, { file: this.file, ...record }), { ...brisk, ...options });
    await bot.start();
    const consumer = this.simulator.consumer();
    await consumer.says(before);
    await consumer.hears(`You said: ${before}`);
    const given = new Promise((resolve) => bot.once('deadLettered', resolve));
    await consumer.says('fail');
    await given;
    const back = new Promise((resolve) => bot.once('recovered', resolve));
    this.simulator.cutSockets();
    await back;
    await consumer.says(after);
    await consumer.hears(`You said: ${after}`);
    await bot.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
