import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { GreeterBot } from './greeter-bot.js';

describe('The greeter', () => {
  it('answers a tap and a typed question alike', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    await using bot = new GreeterBot(way, { logger: silentLogger });
    await bot.start();

    const consumer = platform.consumer();
    await consumer.says('When do you open?');
    const { text } = await consumer.hears('We are open');
    await consumer.taps('Opening hours');
    expect(await consumer.hears('We are open')).to.include({ text });
    await consumer.leave();
  });
});
