import { play } from '@holdfast/simulator';
import { type BotOptions, fromEnv, run } from 'holdfast';
import { EchoBot } from './echo-bot.js';
import { ManagerBot } from './manager-bot.js';

/** Sees everything, and is offered nothing. Its user needs the profile of an agent manager. */
const options: BotOptions = { watch: 'all', agentState: 'AWAY', onJoin: 'all' };

if ('LP_ACCOUNT_ID' in process.env) await run(ManagerBot, options);
else {
  await play({
    bots: {
      bot: (env) => new EchoBot(fromEnv(env)),
      manager: (env) => new ManagerBot(fromEnv(env), options),
    },
    users: { manager: { profile: 'agentManager', skills: [] } },
    script: async (consumer) => {
      await consumer.says('Good morning!');
      await consumer.hears('Good morning!');
      await consumer.says('I want a refund.');
      await consumer.hears('I want a refund.');
    },
    until: ({ note }) => note !== '',
  });
}
