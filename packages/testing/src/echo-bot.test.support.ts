import { Bot, type Conversation, type Message, OnConversation, OnMessage } from 'holdfast';

/** Answers, greets if it is told to, and can be asked to wait. */
export class EchoBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    await conversation.send('Hello!');
  }

  @OnMessage('wait')
  async wait(message: Message): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await message.reply('Here I am.');
  }

  @OnMessage('twice')
  async twice(message: Message): Promise<void> {
    await message.reply('One.');
    await message.reply('Two.');
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}
