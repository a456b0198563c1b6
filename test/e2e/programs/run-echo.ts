import { Bot, type Message, OnMessage, run } from 'holdfast';

class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

await run(EchoBot);
