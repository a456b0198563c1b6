import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { BookingsBot } from './bookings-bot.js';
import { ReceptionBot } from './reception-bot.js';
import { BOOKINGS, RECEPTION } from './skills.js';

if ('LP_ACCOUNT_ID' in process.env) await run(process.env['BOT'] === 'bookings' ? BookingsBot : ReceptionBot);
else {
  await play({
    bots: {
      reception: (env) => new ReceptionBot(fromEnv(env)),
      bookings: (env) => new BookingsBot(fromEnv(env), { accept: { skills: [BOOKINGS] } }),
    },
    users: { reception: { skills: [RECEPTION] }, bookings: { skills: [BOOKINGS] } },
    script: async (consumer) => {
      await consumer.says('Good evening! Can I book a table for four?');
      await consumer.hears('for what time?');
      await consumer.says('19:30, please.');
      await consumer.hears('Back to the reception');
      await consumer.says('Do you have vegetarian food?');
      await consumer.hears('Would you like a table?');
    },
  });
}
