import { isHoldfastError, type Message } from 'holdfast';
import { EchoBot } from './echo-bot.js';

/**
 * Counts the messages of each conversation in its memory, and says the number: `noted 3`, or `kept 3` if the message begins
 * with `keep` and the store has it for certain, or the code of what the store said instead.
 */
export class CountingBot extends EchoBot {
  override async echo(message: Message): Promise<void> {
    const { memory } = message.conversation;
    this.handled.push(message.text);
    const durable = message.text.startsWith('keep');
    const count = ((await memory.get<Count>('count'))?.count ?? 0) + 1;
    let outcome = durable ? 'kept' : 'noted';
    try {
      await memory.set('count', { count, pad: PAD } satisfies Count, { durable });
    } catch (error) {
      outcome = isHoldfastError(error) ? error.code : 'failed';
    }
    await message.reply(`${outcome} ${count}`);
  }
}

/** What is kept for each conversation, under the name `count`. */
export interface Count {
  readonly count: number;
  readonly pad: string;
}

/** So that a small disk is full soon. */
const PAD = 'x'.repeat(2_000);
