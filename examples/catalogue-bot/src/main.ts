import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { CatalogueBot } from './catalogue-bot.js';

if ('LP_ACCOUNT_ID' in process.env) await run(CatalogueBot);
else {
  await play({
    bots: { bot: (env) => new CatalogueBot(fromEnv(env)) },
    script: async (consumer) => {
      await consumer.says('What do you have?');
      await consumer.hears('Rooibos');
      await consumer.taps('Order Sencha');
      await consumer.hears('100 g of Sencha');
    },
  });
}
