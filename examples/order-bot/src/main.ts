import { openDurableStore } from '@holdfast/durable-store';
import { play } from '@holdfast/simulator';
import { fromEnv, run } from 'holdfast';
import { OrderBot } from './order-bot.js';

if ('LP_ACCOUNT_ID' in process.env) {
  await using store = await openDurableStore({ folder: './memory' });
  await run(OrderBot, { store });
} else {
  await play({
    bots: { bot: (env) => new OrderBot(fromEnv(env)) }, // without a store it remembers as long as it runs
    script: async (consumer) => {
      await consumer.says('Where is my order?');
      await consumer.hears('Which order');
      await consumer.says('It is 123456.');
      await consumer.hears('Order 123456 was handed');
      await consumer.says('Yes, show me the photo.');
      await consumer.hears('Parcel of order 123456');
      await consumer.says('And when will it be here?');
      await consumer.hears('tomorrow');
    },
  });
}
