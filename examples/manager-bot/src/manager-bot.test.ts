import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { ManagerBot } from './manager-bot.js';

describe('The manager', () => {
  it('marks what is alarming, also where nobody has answered yet', async () => {
    await using platform = await startSimulator({ bots: [{ profile: 'agentManager', skills: [] }] });
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    await using bot = new ManagerBot(way, { watch: 'all', agentState: 'AWAY', onJoin: 'all', logger: silentLogger });
    const handled = new Promise<void>((resolve) => {
      bot.use(async ({ kind }, next) => {
        await next();
        if (kind === 'message') resolve();
      });
    });
    await bot.start();

    const consumer = platform.consumer();
    await consumer.says('My LAWYER will hear of this.');
    await handled;
    expect(platform.conversations[0]).to.include({ topic: 'lawyer' });
    await consumer.leave();
  });
});
