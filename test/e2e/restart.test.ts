import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Assignment, BotProcess } from './bot-process.js';
import { readByBrand, saidByBrand } from './record.js';
import { until } from './until.js';

const startBot = (simulator: Simulator, rest: Pick<Assignment, 'stallAt'> = {}): BotProcess => {
  const { accountId, url: csds, bots } = simulator;
  return new BotProcess({ accountId, csds, credentials: bots[0].credentials, ...rest });
};

describe('A bot that is killed in mid-conversation', function () {
  this.timeout(20_000);

  const places: readonly (readonly [string, string])[] = [
    ['before it has answered', 'before answering two'],
    ['between its answer and the end of its handler', 'after answering two'],
  ];
  for (const [name, stallAt] of places) {
    it(`${name} goes on in a new process, and says nothing twice`, async () => {
      await using simulator = await startSimulator();
      await using first = startBot(simulator, { stallAt });
      await first.did('started');
      const consumer = simulator.consumer();
      const handled = await consumer.says('one');
      await consumer.hears('Anything else?');
      await until('the first message is marked READ', () =>
        readByBrand(simulator, consumer.conversationId).includes(handled),
      );
      await consumer.says('two');
      await first.did('stalled');
      await first.kill();
      await consumer.says('three');

      await using second = startBot(simulator);
      await second.did('started');
      await consumer.hears('You said: three');
      await consumer.hears('Anything else?');
      await consumer.says('four');
      await consumer.hears('You said: four');

      const { reports } = second;
      expect(
        reports.map(({ did, text }) => `${did} ${text}`.trim()).filter((line) => line !== 'started'),
      ).to.deep.equal(['handled again two', 'handled again three', 'handled four']);
      expect(saidByBrand(simulator, consumer.conversationId).slice(0, 7)).to.deep.equal([
        'Hello!',
        'You said: one',
        'Anything else?',
        'You said: two',
        'Anything else?',
        'You said: three',
        'Anything else?',
      ]);
    });
  }

  it('while greeting greets to the end, and says nothing twice', async () => {
    await using simulator = await startSimulator();
    await using first = startBot(simulator, { stallAt: 'after the greeting' });
    await first.did('started');
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('Hello!');
    await first.did('stalled');
    await first.kill();

    await using second = startBot(simulator);
    await consumer.hears('You said: one');
    expect(second.reports.some(({ did }) => did === 'greeted')).to.equal(true);
    expect(saidByBrand(simulator, consumer.conversationId).slice(0, 2)).to.deep.equal(['Hello!', 'You said: one']);
  });

  it('serves a conversation that began while it was away', async () => {
    await using simulator = await startSimulator();
    await using first = startBot(simulator);
    await first.did('started');
    await first.kill();
    const consumer = simulator.consumer();
    await consumer.says('one');

    await using second = startBot(simulator);
    await consumer.hears('You said: one');
    expect(saidByBrand(simulator, consumer.conversationId).slice(0, 2)).to.deep.equal(['Hello!', 'You said: one']);
    expect(second.reports.filter(({ did }) => did === 'greeted')).to.have.length(1);
  });
});
