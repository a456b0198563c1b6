/** With `LP_ACCOUNT_ID` in the environment the bot talks to the real platform, without it to a local LivePerson. */
import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { EchoBot } from './echo-bot.js';

if ('LP_ACCOUNT_ID' in process.env) await run(EchoBot);
else {
  await play({
    bots: { bot: (env) => new EchoBot(fromEnv(env)) },
    script: async (consumer) => {
      await consumer.says('Hello, is anybody there?');
      await consumer.hears('You said: Hello, is anybody there?');
      await consumer.says('Are you a bot?');
      await consumer.hears('You said: Are you a bot?');
    },
  });
}
