import { Bot, type Message, OnMessage } from 'holdfast';

/** Repeats what it is told, and remembers what it was called for. */
export class EchoBot extends Bot {
  readonly handled: string[] = [];

  @OnMessage()
  async echo(message: Message): Promise<void> {
    this.handled.push(message.text);
    await message.reply(`You said: ${message.text}`);
  }
}
