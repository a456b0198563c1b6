/** A bot process for the tests that kill it. It takes its way to the platform from its arguments and tells what it does. */
import { Bot, type Conversation, liveperson, type Message, OnConversation, OnMessage, silentLogger } from 'holdfast';
import type { Assignment, Report } from '../bot-process.js';

const { stallAt, ...way } = JSON.parse(process.argv[2] ?? '') as Assignment;

const tell = (report: Report): void => void process.send?.(report);

/** Comes to rest where the test wants to kill this process. */
async function stall(place: string): Promise<void> {
  if (place !== stallAt) return;
  tell({ did: 'stalled', text: place });
  await new Promise(() => {});
}

class InterruptibleBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    tell({ did: 'greeted', text: conversation.id });
    await conversation.send('Hello!');
    await stall('after the greeting');
  }

  @OnMessage()
  async answer(message: Message): Promise<void> {
    tell({ did: message.redelivered ? 'handled again' : 'handled', text: message.text });
    await stall(`before answering ${message.text}`);
    await message.reply(`You said: ${message.text}`);
    await stall(`after answering ${message.text}`);
    await message.reply('Anything else?');
  }
}

await new InterruptibleBot(liveperson(way), { logger: silentLogger, receiptDelay: 0 }).start();
tell({ did: 'started', text: '' });
