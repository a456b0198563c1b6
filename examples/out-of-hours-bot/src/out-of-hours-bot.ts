import { Bot, type Message, OnMessage } from 'holdfast';
import { isOpen, nextOpening } from './opening-hours.js';

/** Skill of the people who answer during the day. */
const PEOPLE = process.env['LP_HUMAN_SKILL'] ?? '300000001';

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  hour: 'numeric',
  minute: 'numeric',
  timeZone: 'UTC',
});

/** Passes everybody on to people. While they are away it says until when, to the consumer and to the platform. */
export class OutOfHoursBot extends Bot {
  /** Examples and tests set another time. */
  now = () => new Date();

  @OnMessage()
  async passOn({ conversation }: Message) {
    const now = this.now();
    if (isOpen(now)) {
      await conversation.send('Somebody will be with you in a moment.');
    } else {
      const opening = nextOpening(now);
      await conversation.send(`We are closed. Your answer comes on ${format.format(opening)} (UTC). Good night!`);
      // Agents see what is due first: without this it would be overdue all night.
      await conversation.setTtr({ seconds: Math.round((opening.getTime() - now.getTime()) / 1_000) });
      await conversation.setDelay({ type: 'NIGHT', until: opening });
    }
    await conversation.transfer({ skill: PEOPLE });
  }
}
