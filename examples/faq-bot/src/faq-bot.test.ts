import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { FaqBot } from './faq-bot.js';

describe('The FAQ bot', () => {
  it('tells in metadata how sure it is', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    await using bot = new FaqBot(way, { logger: silentLogger });
    await bot.start();

    const consumer = platform.consumer();
    await consumer.says('Can I pay by invoice?');
    const { metadata } = await consumer.hears('by card or by invoice');
    const response = metadata.find(({ type }) => type === 'BotResponse');
    expect(response).to.deep.include({ intents: [{ id: 'payment', confidenceScore: 1, confidence: 'high' }] });
    await consumer.leave();
  });
});
