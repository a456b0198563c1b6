import { startSimulator } from '@holdfast/simulator';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { PriceBot } from './price-bot.js';
import { PriceBotModule } from './price-bot.module.js';

describe('The module', () => {
  it('starts the bot with the application, gives it its services, and stops it at the end', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    const module = PriceBotModule.forPlatform(way, { logger: silentLogger });
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    const bot = app.get(PriceBot);
    expect(bot.health().live).to.equal(true);

    const consumer = platform.consumer();
    await consumer.says('price of assam?');
    await consumer.hears('assam is 7 €');
    await consumer.leave();
    await app.close();
    expect(bot.health().phase).to.equal('closed');
  });
});
