import { expect } from 'chai';
import { describe, it } from 'mocha';
import { saidByBrand } from '../e2e/record.js';
import { until } from '../e2e/until.js';
import { stage } from './stage.js';

describe('A bot among others', () => {
  it('S24 leaves a conversation to the colleague whom it has handed it to', async () => {
    await using scene = await stage({});
    const { simulator, bot } = scene;
    const colleague = simulator.agent({ username: 'colleague', skills: ['300000001'] });
    await colleague.connect();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await consumer.says('human');
    await colleague.accepts();
    await until('the bot is out', () => bot.conversations.size === 0);
    await colleague.says('How can I help?');
    await consumer.says('two');
    await colleague.hears('two');
    const stranger = simulator.consumer();
    await stranger.says('three');
    await stranger.hears('You said: three');
    expect(bot.handled).to.deep.equal(['one', 'three']);
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal([
      'Hello!',
      'You said: one',
      'How can I help?',
    ]);
  });
});
