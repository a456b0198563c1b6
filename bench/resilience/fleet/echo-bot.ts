import { Bot, type Message, OnMessage } from 'holdfast';

/** Repeats what it is told. */
export class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}
