import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { FaqBot } from './faq-bot.js';
import { Maria } from './maria.js';

if ('LP_ACCOUNT_ID' in process.env) await run(FaqBot);
else {
  await play({
    bots: {
      bot: (env) => new FaqBot(fromEnv(env)),
      Maria: (env) => new Maria(fromEnv(env), { accept: { skills: ['300000001'] } }),
    },
    users: { Maria: { skills: ['300000001'] } },
    script: async (consumer) => {
      await consumer.says('How long does a delivery take?');
      await consumer.hears('two working days');
      await consumer.says('My cat has eaten the card.');
      await consumer.hears('this is Maria');
    },
  });
}
