import {
  Bot,
  type Conversation,
  type Message,
  OnClick,
  OnConversation,
  OnMessage,
  quickReplies,
  reply,
} from 'holdfast';

const topics = quickReplies([
  reply('Opening hours', { id: 'hours' }),
  reply('The way to you', { id: 'way' }),
  reply('Goodbye', { id: 'goodbye' }),
]);

/** Greets, and offers answers to tap. Somebody who types gets the same. */
export class GreeterBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation) {
    await conversation.send('Welcome to the tea house! What would you like to know?', { quickReplies: topics });
  }

  @OnClick('hours')
  @OnMessage(/\b(hours|open)\b/i)
  async hours(message: Message) {
    await message.reply('We are open from 9 to 6, Monday to Saturday.', { quickReplies: topics });
  }

  @OnClick('way')
  @OnMessage(/\b(where|way)\b/i)
  async way(message: Message) {
    await message.reply('We are at 12 Harbour Street, next to the old crane.', { quickReplies: topics });
  }

  @OnClick('goodbye')
  @OnMessage(/\bbye\b/i)
  async goodbye(message: Message) {
    await message.reply('See you soon!');
    await message.conversation.close();
  }

  @OnMessage()
  async otherwise(message: Message) {
    await message.reply('Tap one of these, please.', { quickReplies: topics });
  }
}
