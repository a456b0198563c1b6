import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { brisk, briskSession } from './brisk.js';
import { EchoBot } from './echo-bot.js';
import { until } from './until.js';
import { wayTo } from './way-to.js';

const attentive = {
  ...brisk,
  session: { ...briskSession, liveness: { idle: 100, pong: 100, probe: 100 } },
};

describe('A bot that is broken by the switches of the console', () => {
  it('answers everything once, in order, whatever becomes of the next message', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    await bot.start();
    const [ann, bob] = [simulator.consumer({ name: 'Ann' }), simulator.consumer({ name: 'Bob' })];
    await ann.says('1');
    await bob.says('1');
    await Promise.all([ann.hears('You said: 1'), bob.hears('You said: 1')]);

    simulator.console.flip('drop-next');
    await ann.says('2');
    await until('the message was dropped', () => simulator.faults.log.some(({ rule }) => rule === 'drop-next'));
    await bob.says('2');
    await bob.hears('You said: 2');
    await ann.says('3');
    await ann.hears('You said: 3');

    simulator.console.flip('duplicate-next');
    await ann.says('4');
    await ann.hears('You said: 4');
    simulator.console.flip('expire-bearer');
    simulator.console.flip('cut-socket');
    await ann.says('5');
    await ann.hears('You said: 5');
    const answers = ann.transcript.map(({ text }) => text).filter((text) => text.startsWith('You said'));
    expect(answers).to.deep.equal([1, 2, 3, 4, 5].map((n) => `You said: ${n}`));
    await Promise.all([ann.leave(), bob.leave()]);
  });

  it('notices a frozen socket, and says nothing twice', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), attentive);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('before');
    await consumer.hears('You said: before');
    const told: string[] = [];
    const stop = simulator.console.watch((one) => told.push(one.event === 'fault' ? one.data.id : one.event));

    simulator.console.flip('freeze-socket', true);
    await consumer.says('meanwhile');
    await consumer.hears('You said: meanwhile');
    expect(bot.health().lastLoss).to.include({ reason: 'silent' });
    const freeze = simulator.console.switches.find(({ id }) => id === 'freeze-socket');
    expect(freeze, 'the bot has left the frozen socket').to.include({ active: false, fired: 1 });
    simulator.console.flip('freeze-socket', false);
    await consumer.says('after');
    await consumer.hears('You said: after');
    stop();
    const answers = consumer.transcript.map(({ text }) => text).filter((text) => text.startsWith('You said'));
    expect(answers).to.deep.equal(['before', 'meanwhile', 'after'].map((text) => `You said: ${text}`));
    expect(told).to.include.members(['freeze-socket', 'platform', 'switches']);
    await consumer.leave();
  });
});
