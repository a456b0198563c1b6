import { Bot, type Conversation, type Message, OnConversation, OnMessage, quickReplies, reply } from 'holdfast';

const stars = quickReplies(['1', '2', '3', '4', '5'].map((number) => reply(number)));

/**
 * Asks how it was. The platform opens a survey dialog after the main one, and puts the survey bot of the account into it;
 * what is sent goes there. Start it with `{ watch: 'surveys' }`.
 */
export class SurveyBot extends Bot {
  @OnConversation()
  async ask(conversation: Conversation) {
    await conversation.send('How did we do? 5 is best.', { quickReplies: stars });
  }

  @OnMessage(/^\s*([1-5])\s*$/)
  async rated(message: Message) {
    await message.conversation.memory.set('stars', Number(message.match?.[1]));
    await message.reply('Thank you! What should we do better?');
  }

  @OnMessage()
  async remarked(message: Message) {
    const rating = await message.conversation.memory.get<number>('stars');
    if (rating === undefined) {
      await message.reply('A number from 1 to 5, please.', { quickReplies: stars });
      return;
    }
    this.log.info({ conversation: message.conversation.id, rating }, 'a survey was filled in');
    await message.reply('We will think about it. Goodbye!');
    await message.conversation.close({ dialogId: message.dialogId });
  }
}
