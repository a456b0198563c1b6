import { actionReason, Bot, botResponse, type EscalationReason, type Message, OnMessage } from 'holdfast';
import { guess } from './questions.js';

/** Skill of the people who take over. */
const PEOPLE = process.env['LP_HUMAN_SKILL'] ?? '300000001';

const SURE = 0.8;

/** Answers what it is sure of, says how sure it is in metadata, and leaves the rest to a person. */
export class FaqBot extends Bot {
  @OnMessage(/\b(human|person|agent)\b/i)
  async asked(message: Message) {
    await this.handOver(message, 'escalated_by_user');
  }

  @OnMessage()
  async answer(message: Message) {
    const { question, confidence } = guess(message.text);
    if (confidence < SURE) return this.handOver(message, 'escalated_by_bot');
    // The consumer does not see this; reports do.
    const intent = { id: question.id, confidence, level: 'high' } as const;
    await message.reply(question.answer, { metadata: [botResponse({ intents: [intent] })] });
  }

  private async handOver(message: Message, reason: EscalationReason) {
    const { question, confidence } = guess(message.text);
    await message.reply('I will find somebody who knows.');
    await message.reply(`My guess was ${question.id}, ${Math.round(confidence * 100)} % sure.`, { private: true });
    await message.conversation.transfer({ skill: PEOPLE }, [actionReason(reason)]);
  }
}
