import { Bot, type Message, OnMessage } from 'holdfast';

/** Has the conversation that is watched. */
export class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message) {
    await message.reply(`You said: ${message.text}`);
  }
}
