import { expect } from 'chai';
import { Bot } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { saidByBrand } from '../e2e/record.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';
import { stage } from './stage.js';

class SilentBot extends Bot {}

describe('A bot among others', function () {
  this.timeout(10_000);

  it('S24 takes nothing for input that a manager says, to the consumer or to the brand alone', async () => {
    const bots = [{}, { username: 'manager', skills: [], profile: 'agentManager' as const }];
    await using scene = await stage({ platform: { bots } });
    const { simulator, bot } = scene;
    const way = wayTo(simulator, simulator.bots[1]);
    await using manager = new SilentBot(way, { ...brisk, agentState: 'AWAY', watch: 'all' });
    await manager.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const watched = manager.watched.get(consumer.conversationId ?? '');
    await watched?.join('MANAGER');
    await watched?.send('May I offer you a refund?');
    await watched?.send('Be nice to him.', { private: true });
    await consumer.hears('refund');
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect(bot.handled).to.deep.equal(['one', 'two']);
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal([
      'Hello!',
      'You said: one',
      'May I offer you a refund?',
      'Be nice to him.',
      'You said: two',
    ]);
  });

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
