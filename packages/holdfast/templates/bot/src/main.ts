/** With LP_ACCOUNT_ID in the environment or in .env the bot works on your account, without it on a local LivePerson. */
import { existsSync } from 'node:fs';
import { fromEnv, run } from 'holdfast';
import { HelloBot } from './bot.js';
import { serveHealth } from './serve-health.js';

if (existsSync('.env')) process.loadEnvFile('.env');

if (process.env['LP_ACCOUNT_ID'] || process.env['NODE_ENV'] === 'production') {
  await run(HelloBot, { created: serveHealth });
} else {
  const { play } = await import('@holdfast/simulator');
  await play({
    bots: { bot: (env) => new HelloBot(fromEnv(env)) },
    script: async (consumer) => {
      await consumer.says('Is anybody there?');
      await consumer.hears('You said: Is anybody there?');
    },
  });
}
