import { Bot, type Conversation, type Message, OnConversation, OnMessage } from 'holdfast';
import { RECEPTION } from './skills.js';

/** Books tables. What was said before it came is in the history, so nobody is asked twice. */
export class BookingsBot extends Bot {
  @OnConversation()
  async takeOver(conversation: Conversation) {
    const guests = await this.guestsIn(conversation);
    await conversation.send(guests === undefined ? 'For how many, please?' : `A table for ${guests}: for what time?`);
  }

  @OnMessage(/\b\d{1,2}:\d{2}\b/)
  async book(message: Message) {
    const guests = await this.guestsIn(message.conversation);
    await message.reply(`Done: a table for ${guests} at ${message.match?.[0]}. Back to the reception.`);
    await message.conversation.transfer({ skill: RECEPTION });
  }

  @OnMessage()
  async otherwise(message: Message) {
    await message.reply('For what time, please? For example 19:30.');
  }

  private async guestsIn(conversation: Conversation): Promise<string | undefined> {
    const said = (await conversation.history()).filter(({ from }) => from.role === 'CONSUMER');
    return said.map(({ text }) => /\bfor (\w+)\b/.exec(text)?.[1]).find((guests) => guests !== undefined);
  }
}
