import { Bot, type Message, OnMessage } from 'holdfast';
import { BOOKINGS } from './skills.js';

/** Finds out who can help, and passes the conversation on. */
export class ReceptionBot extends Bot {
  @OnMessage(/\b(book|table|reserve)\b/i)
  async toBookings(message: Message) {
    await message.reply('I will pass you on to our bookings.');
    await message.conversation.transfer({ skill: BOOKINGS });
  }

  @OnMessage()
  async otherwise(message: Message) {
    await message.reply('I can pass you on to our bookings. Would you like a table?');
  }
}
