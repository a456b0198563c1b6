import { Bot, type Conversation, type Message, OnClose, OnConversation, OnMessage } from 'holdfast';

/** Greets and echoes; hands over on "human" and closes on "bye". It remembers what it was called for. */
export class EchoBot extends Bot {
  readonly greeted: string[] = [];
  readonly handled: string[] = [];
  readonly closed: string[] = [];

  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    this.greeted.push(conversation.id);
    await conversation.send('Hello!');
  }

  @OnMessage('human')
  async handOver({ conversation }: Message): Promise<void> {
    await conversation.transfer({ skill: '300000001' });
  }

  @OnMessage('bye')
  async close({ conversation }: Message): Promise<void> {
    await conversation.close();
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    this.handled.push(message.text);
    await message.reply(`You said: ${message.text}`);
  }

  @OnClose()
  noteEnd({ id }: Conversation): void {
    this.closed.push(id);
  }
}
