import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { EchoBot } from './echo-bot.js';

describe('The echo bot', () => {
  it('hands over to a human instead of repeating the wish for one', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    await using bot = new EchoBot(way, { logger: silentLogger });
    await bot.start();
    const human = platform.agent({ skills: ['300000001'] });
    await human.connect();

    const consumer = platform.consumer({ skillId: '300000000' });
    await consumer.says('A human, please!');
    await human.accepts();
    expect(await human.hears('One moment')).to.include({ text: 'One moment, I will find somebody.' });
    await human.says('Hello, this is Maria.');
    await consumer.hears('this is Maria');
    expect(consumer.transcript.some(({ text }) => text.includes('You said'))).to.equal(false);
    await Promise.all([consumer.leave(), human.leave()]);
  });
});
