import { startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { CatalogueBot } from './catalogue-bot.js';

describe('The catalogue', () => {
  it('stays, so that more than one card can be tapped', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    await using bot = new CatalogueBot(way, { logger: silentLogger });
    await bot.start();

    const consumer = platform.consumer();
    await consumer.says('hello');
    await consumer.hears('Assam');
    await consumer.taps('Order Assam');
    await consumer.hears('100 g of Assam for 7 €');
    await consumer.taps('Order Rooibos');
    await consumer.hears('100 g of Rooibos for 5 €');
    await consumer.leave();
  });
});
