import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { OutOfHoursBot } from './out-of-hours-bot.js';

if ('LP_ACCOUNT_ID' in process.env) await run(OutOfHoursBot);
else {
  const fridayEvening = new Date('2026-03-13T21:20:00Z');
  await play({
    bots: { bot: (env) => Object.assign(new OutOfHoursBot(fromEnv(env)), { now: () => fridayEvening }) },
    script: async (consumer) => {
      await consumer.says('My tea pot is leaking.');
      await consumer.hears('on Monday');
    },
    until: ({ skillId }) => skillId === '300000001',
  });
}
