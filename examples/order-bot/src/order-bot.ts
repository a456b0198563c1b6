import { readFile } from 'node:fs/promises';
import { Bot, type Message, OnMessage } from 'holdfast';

/** Remembers which order a conversation is about, so that nobody has to say it twice. */
export class OrderBot extends Bot {
  @OnMessage(/\b\d{6}\b/)
  async noteOrder(message: Message) {
    const order = message.match?.[0] ?? '';
    await message.conversation.memory.set('order', order);
    await message.reply(`Order ${order} was handed to the carrier yesterday. I can show you a photo of the parcel.`);
  }

  @OnMessage(/\b(photo|picture|show)\b/i)
  async showParcel(message: Message) {
    const order = await this.orderOf(message);
    if (order === undefined) return;
    const bytes = await readFile(new URL('../assets/parcel.png', import.meta.url));
    await message.reply(await message.conversation.upload({ bytes, caption: `Parcel of order ${order}` }));
  }

  @OnMessage()
  async status(message: Message) {
    const order = await this.orderOf(message);
    if (order !== undefined) await message.reply(`Order ${order} will be with you tomorrow.`);
  }

  /** Asks for it if it is not known yet. */
  private async orderOf(message: Message): Promise<string | undefined> {
    const order = await message.conversation.memory.get<string>('order');
    if (order === undefined) await message.reply('Which order is it? Its number has six digits.');
    return order;
  }
}
