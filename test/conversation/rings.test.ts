import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { conversationOf } from '../e2e/record.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';
import { brisk } from '../e2e/brisk.js';
import { OnRing, type Ring } from 'holdfast';
import { ServingBot, started } from './people.js';

describe('A ring', () => {
  it('is accepted for the skills that the bot takes, and declined for others, so that they ring elsewhere', async () => {
    await using simulator = await startSimulator({ bots: [{ skills: ['300000000', '300000001'] }] });
    const other = simulator.addBot({ username: 'other', skills: ['300000001'] });
    await using picky = await started(ServingBot, { simulator, options: { accept: { skills: ['300000000'] } } });
    await using colleague = await started(ServingBot, { simulator, user: other });
    const mine = simulator.consumer({ skillId: '300000000' });
    const theirs = simulator.consumer({ skillId: '300000001' });
    await mine.says('for the one');
    await theirs.says('for the other');
    await until('both are served', () => picky.heard.length > 0 && colleague.heard.length > 0);
    expect(picky.heard.map(({ text }) => text)).to.deep.equal(['for the one']);
    expect(colleague.heard.map(({ text }) => text)).to.deep.equal(['for the other']);
  });

  it('is declined beyond the capacity of the bot, and taken once there is room', async () => {
    await using simulator = await startSimulator({ timings: { ringAgain: 20 } });
    await using bot = await started(ServingBot, { simulator, options: { accept: { capacity: 2 } } });
    const consumers = [1, 2, 3].map(() => simulator.consumer());
    for (const consumer of consumers) await consumer.says('hello');
    await until('two are served', () => bot.conversations.size === 2);
    const waiting = simulator.conversations.find(({ id }) => !bot.conversations.has(id));
    expect(waiting?.participants.map(({ role }) => role)).to.deep.equal(['CONSUMER']);
    const [served] = bot.conversations.values();
    await served?.close();
    await until('the third is served', () => bot.conversations.has(waiting?.id ?? ''));
    expect(bot.conversations.size).to.equal(2);
  });

  it('that has expired comes again, and is answered then', async () => {
    await using simulator = await startSimulator({ timings: { ring: 30, ringAgain: 10 } });
    const rings: Ring[] = [];

    class SlowBot extends ServingBot {
      @OnRing()
      async wait(ring: Ring): Promise<void> {
        rings.push(ring);
        if (rings.length > 1) await ring.accept();
      }
    }

    await using bot = await started(SlowBot, { simulator, options: { accept: 'none' } });
    const consumer = simulator.consumer();
    await consumer.says('hello');
    await until('it is served', () => bot.heard.length > 0);
    const [first, second] = rings;
    expect(first?.id).not.to.equal(second?.id);
    expect([first?.conversationId, second?.conversationId]).to.deep.equal([
      consumer.conversationId,
      consumer.conversationId,
    ]);
  });

  it('comes to an OCCUPIED bot for what is handed to it by name, and for nothing else', async () => {
    await using simulator = await startSimulator();
    const clerk = simulator.addBot({ username: 'clerk', skills: ['300000000'] });
    await using bot = await started(ServingBot, { simulator, options: { accept: { capacity: 1 } } });
    await using occupied = await started(ServingBot, { simulator, user: clerk, options: { agentState: 'OCCUPIED' } });
    bot.work = ({ conversation }) => conversation.transfer({ agent: clerk.oldId });
    const consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('to the clerk');
    await until('the clerk serves it', () => occupied.heard.length > 0);
    expect(conversationOf(simulator, consumer.conversationId).participants.map(({ id }) => id)).to.include(clerk.oldId);
    expect(occupied.joined).to.have.length(1);
    expect(bot.joined).to.have.length(1);
  });

  it('finds the bot in the state that it was last set to, also after a reconnect', async () => {
    await using simulator = await startSimulator();
    const told: string[] = [];
    const bot = new ServingBot(wayTo(simulator), { ...brisk, watchAgentState: true });
    bot.on('agentState', ({ availability }) => told.push(availability));
    await bot.start();
    await until('the state is told', () => told.includes('ONLINE'));
    await bot.setAgentState('BACK_SOON');
    expect(simulator.agents[0]?.availability).to.equal('BACK_SOON');
    const live = new Promise((resolve) => bot.once('recovered', resolve));
    simulator.cutSockets();
    await live;
    expect(simulator.agents[0]?.availability).to.equal('BACK_SOON');
    await until('the new state is told', () => told.includes('BACK_SOON'));
    await bot.setAgentState('ONLINE');
    await simulator.consumer().says('hello');
    await until('the ring is taken', () => bot.heard.length > 0);
    await bot.stop();
  });
});
