import { Bot, type Conversation, type Message, OnConversation, OnMessage } from 'holdfast';

/** The skill that people serve. The local LivePerson has one of this id. */
const PEOPLE = process.env['LP_HUMAN_SKILL'] ?? '300000001';

/** Greets, repeats what it hears, and fetches a person when asked. */
export class HelloBot extends Bot {
  @OnConversation() // a conversation that the bot has joined
  async greet(conversation: Conversation) {
    await conversation.send('Hello! Say "human" to talk to a person.');
  }

  @OnMessage(/\b(human|person)\b/i) // the first method that matches gets the message
  async handOver(message: Message) {
    await message.reply('One moment, I will find somebody.');
    await message.conversation.transfer({ skill: PEOPLE });
  }

  @OnMessage() // any other message
  async repeat(message: Message) {
    await message.reply(`You said: ${message.text}`);
  }
}
