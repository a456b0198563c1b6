import { arena } from '@holdfast/testing';
import { describe, it } from 'mocha';
import { DoubleReplyBot } from '../double-reply-bot.js';

describe('A bot with a bug', () => {
  it('survives 1,000 outages', async function () {
    this.timeout(60_000);
    await using stage = await arena(DoubleReplyBot, { test: this.test?.fullTitle() });
    await stage.outages({
      count: 1_000,
      async scenario({ consumer }) {
        await consumer.says('one');
        await consumer.hears('You said: one');
        await consumer.says('two');
        await consumer.hears('You said: two');
      },
    });
  });
});
