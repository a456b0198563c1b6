import type { BotUser, Platform as Simulator } from '@holdfast/simulator';
import { Bot, type BotOptions, type Conversation, type Message, OnConversation, OnMessage } from 'holdfast';
import { brisk } from '../e2e/brisk.js';
import { wayTo } from '../e2e/way-to.js';

/** Serves as its user may, and does for each message what the test says. */
export class ServingBot extends Bot {
  readonly joined: Conversation[] = [];
  readonly heard: Message[] = [];
  work: (message: Message) => unknown = () => undefined;

  @OnConversation()
  welcome(conversation: Conversation): void {
    this.joined.push(conversation);
  }

  @OnMessage()
  async serve(message: Message): Promise<void> {
    this.heard.push(message);
    await this.work(message);
  }
}

/** A bot of this class, live. */
export async function started<B extends Bot>(
  kind: new (...parts: ConstructorParameters<typeof ServingBot>) => B,
  { simulator, user, options = {} }: { simulator: Simulator; user?: BotUser | undefined; options?: BotOptions },
): Promise<B> {
  const bot = new kind(wayTo(simulator, user), { ...brisk, ...options });
  await bot.start();
  return bot;
}

/** An agent manager, who sees all. */
export const managerOf = (simulator: Simulator, username = 'manager'): BotUser =>
  simulator.addBot({ username, profile: 'agentManager', skills: ['300000099'] });

/** Watches everything, and takes nothing by itself. */
export const watching: BotOptions = { agentState: 'AWAY', watch: 'all', accept: 'none' };
