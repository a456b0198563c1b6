import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { GreeterBot } from './greeter-bot.js';

if ('LP_ACCOUNT_ID' in process.env) await run(GreeterBot);
else {
  await play({
    bots: { bot: (env) => new GreeterBot(fromEnv(env)) },
    script: async (consumer) => {
      await consumer.startConversation();
      await consumer.hears('Welcome');
      await consumer.taps('Opening hours');
      await consumer.hears('from 9 to 6');
      await consumer.says('And where is that?');
      await consumer.hears('Harbour Street');
      await consumer.taps('Goodbye');
      await consumer.hears('See you soon');
    },
  });
}
