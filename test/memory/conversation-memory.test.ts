import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DurableStore, openDurableStore } from '@holdfast/durable-store';
import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, liveperson, type Message, OnMessage, silentLogger, type Store } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';

class CountingBot extends Bot {
  @OnMessage()
  async count(message: Message): Promise<void> {
    const { memory } = message.conversation;
    const seen = ((await memory.get<number>('seen')) ?? 0) + 1;
    await memory.set('seen', seen);
    await message.reply(`number ${seen}`);
  }
}

/** A disk that is gone. */
const noDisk: Store = {
  get: () => Promise.reject(new Error('EIO')),
  set: () => Promise.reject(new Error('EIO')),
  delete: () => Promise.reject(new Error('EIO')),
};

describe('The memory of a bot', function () {
  this.timeout(30_000);

  let simulator: Simulator;
  let consumer: ScriptedConsumer;
  let folder: string;
  let bot: CountingBot | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-memory-'));
    simulator = await startSimulator();
    consumer = simulator.consumer();
  });
  afterEach(async () => {
    await bot?.stop();
    await simulator.stop();
    await rm(folder, { recursive: true });
  });

  const start = async (store?: Store): Promise<CountingBot> => {
    const [{ credentials }] = simulator.bots;
    const platform = liveperson({ accountId: simulator.accountId, credentials, csds: simulator.url });
    bot = new CountingBot(platform, { logger: silentLogger, ...(store === undefined ? {} : { store }) });
    await bot.start();
    return bot;
  };

  const says = async (text: string, answer: string): Promise<void> => {
    await consumer.says(text);
    expect((await consumer.hears(answer)).text).to.equal(answer);
  };

  it('lasts from message to message without any option', async () => {
    await start();
    await consumer.startConversation();
    await says('a', 'number 1');
    await says('b', 'number 2');
  });

  it('lasts over a restart with a durable store', async () => {
    let store: DurableStore = await openDurableStore({ folder });
    const first = await start(store);
    await consumer.startConversation();
    await says('a', 'number 1');
    await first.stop();
    await store.close();

    store = await openDurableStore({ folder });
    const second = await start(store);
    await says('b', 'number 2');
    await second.stop();
    await store.close();
  });

  it('does not keep a bot from answering when its disk is gone', async () => {
    const running = await start(noDisk);
    await consumer.startConversation();
    await says('a', 'number 1');
    await says('b', 'number 2');
    expect(running.health().oddities['memory-unavailable']).to.be.above(0);
  });
});
