import { play } from '@holdfast/simulator';
import { NestFactory } from '@nestjs/core';
import { fromEnv, type Platform } from 'holdfast';
import { PriceBotModule } from './price-bot.module.js';

/** An application without HTTP. With it, write `NestFactory.create`, and import the module into your own. */
const application = (platform: Platform) =>
  NestFactory.createApplicationContext(PriceBotModule.forPlatform(platform), { logger: ['error', 'warn'] });

if ('LP_ACCOUNT_ID' in process.env) {
  const app = await application(fromEnv());
  app.enableShutdownHooks(); // SIGTERM and SIGINT drain the bot
} else {
  await play({
    bots: {
      bot: async (env) => {
        const app = await application(fromEnv(env));
        return { stop: () => app.close() };
      },
    },
    script: async (consumer) => {
      await consumer.says('What is the price of Sencha?');
      await consumer.hears('9 €');
      await consumer.says('And the price of coffee?');
      await consumer.hears('do not have coffee');
    },
  });
}
