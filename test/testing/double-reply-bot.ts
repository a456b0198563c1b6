import { Bot, type Message, OnMessage, OnSession } from 'holdfast';

/** Answers properly. */
export class HonestBot extends Bot {
  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

/** Has a bug that a calm day does not show: after a reconnect it says its last reply once more, to be sure. */
export class DoubleReplyBot extends Bot {
  readonly #last = new Map<Message['conversation'], string>();

  @OnMessage()
  async echo(message: Message): Promise<void> {
    const reply = `You said: ${message.text}`;
    await message.reply(reply);
    this.#last.set(message.conversation, reply);
  }

  @OnSession('recovered')
  async sayAgain(): Promise<void> {
    for (const [conversation, reply] of this.#last) {
      if (conversation.state === 'OPEN') await conversation.send(reply);
    }
  }
}
