import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { SurveyBot } from './survey-bot.js';
import { TeaBot } from './tea-bot.js';

if ('LP_ACCOUNT_ID' in process.env) await run(SurveyBot, { watch: 'surveys' });
else {
  await play({
    bots: {
      bot: (env) => new TeaBot(fromEnv(env)),
      survey: (env) => new SurveyBot(fromEnv(env), { watch: 'surveys' }),
    },
    users: { survey: { skills: [] } },
    surveyBot: 'survey',
    script: async (consumer) => {
      await consumer.says('How long does green tea take?');
      await consumer.hears('Three minutes');
      await consumer.says('Thanks!');
      await consumer.hears('How did we do?');
      await consumer.taps('4');
      await consumer.hears('do better');
      await consumer.says('Sell biscuits.');
      await consumer.hears('Goodbye');
    },
  });
}
