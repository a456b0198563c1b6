import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDurableStore } from '@holdfast/durable-store';
import { startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { OrderBot } from './order-bot.js';

describe('The order bot', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'order-bot-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('still knows the order after a restart', async () => {
    await using platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = () => liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    const consumer = platform.consumer();
    {
      await using store = await openDurableStore({ folder });
      await using bot = new OrderBot(way(), { store, logger: silentLogger });
      await bot.start();
      await consumer.says('It is about 654321.');
      await consumer.hears('Order 654321 was handed');
    }
    await using store = await openDurableStore({ folder });
    await using bot = new OrderBot(way(), { store, logger: silentLogger });
    await bot.start();
    await consumer.says('When will it come?');
    await consumer.hears('Order 654321 will be with you tomorrow');
    await consumer.leave();
  });
});
