/** With `LP_ACCOUNT_ID` in the environment the bot talks to the real platform, without it to a local LivePerson. */
import { play } from '@holdfast/simulator';
import { defaultLogger, liveperson, run } from 'holdfast';
import { EchoBot } from './echo-bot.js';

if (process.env['LP_ACCOUNT_ID'] !== undefined) {
  await run(EchoBot);
} else {
  await play({
    once: process.argv.includes('--once'),
    port: Number(process.env['PORT'] ?? 0),
    start: async ({ accountId, url, bots }) => {
      const logger = defaultLogger({ env: { LOG_LEVEL: 'warn', ...process.env } }); // leaves the screen to the transcript
      const bot = new EchoBot(liveperson({ accountId, csds: url, credentials: bots[0].credentials }), { logger });
      await bot.start();
      return bot;
    },
    script: async (consumer) => {
      await consumer.says('Hello, is anybody there?');
      await consumer.hears('You said: Hello, is anybody there?');
      await consumer.says('Are you a bot?');
      await consumer.hears('You said: Are you a bot?');
    },
  });
}
