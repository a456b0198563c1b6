import { Bot, type Message, OnMessage } from 'holdfast';

export class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message) {
    await message.reply(`You said: ${message.text}`);
  }
}
