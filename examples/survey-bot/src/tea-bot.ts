import { Bot, type Message, OnMessage } from 'holdfast';

/** Has the conversation that the survey is about. */
export class TeaBot extends Bot {
  @OnMessage(/\bthank/i)
  async goodbye(message: Message) {
    await message.reply('You are welcome.');
    await message.conversation.close({ survey: true });
  }

  @OnMessage()
  async advise(message: Message) {
    await message.reply('Three minutes, with water just off the boil.');
  }
}
