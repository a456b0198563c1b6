import { Bot, type Conversation, type Message, OnConversation, OnMessage, OnSession } from 'holdfast';

/** Skill of the human agents in the account; the local LivePerson has one of this id. */
const HUMANS = process.env['LP_HUMAN_SKILL'] ?? '300000001';

/** Greets, repeats what it hears, and hands over to a human when asked. */
export class EchoBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation) {
    await conversation.send('Hello! Say "human" to talk to a person.');
  }

  @OnMessage(/\b(human|agent)\b/i)
  async handOver(message: Message) {
    await message.reply('One moment, I will find somebody.');
    await message.conversation.transfer({ skill: HUMANS });
  }

  @OnMessage()
  async echo(message: Message) {
    await message.reply(`You said: ${message.text}`);
  }

  @OnSession('interrupted')
  noteLoss({ reason, retryIn }: { reason: string; retryIn: number }) {
    this.log.warn({ reason, retryIn }, 'the connection is gone, and Holdfast is getting it back');
  }
}
