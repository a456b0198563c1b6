import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDurableStore } from '@holdfast/durable-store';
import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, type BotOptions, type Message, OnHandlerError, OnMessage, type Store } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { Door } from '../e2e/door.js';
import { readByBrand, saidByBrand } from '../e2e/record.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';

/** Runs a bot whose handler of `odd` is the one given; it echoes everything else. */
async function perform(
  odd: (message: Message, attempt: number) => unknown,
  play: (scene: { bot: OddBot; simulator: Awaited<ReturnType<typeof startSimulator>> }) => Promise<void>,
  options: BotOptions = {},
): Promise<void> {
  await using simulator = await startSimulator();
  await using bot = new OddBot(wayTo(simulator), { ...brisk, ...options });
  bot.odd = odd;
  await bot.start();
  await play({ bot, simulator });
}

class OddBot extends Bot {
  odd: (message: Message, attempt: number) => unknown = () => undefined;
  attempts = 0;
  buried = 0;

  @OnMessage('odd')
  async tryOdd(message: Message): Promise<void> {
    this.attempts += 1;
    await this.odd(message, this.attempts);
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }

  @OnHandlerError()
  bury(): void {
    this.buried += 1;
  }
}

const raise = (thrown: unknown): never => {
  throw thrown;
};

/** An error that cannot be looked at. */
const hostile: unknown = Object.create(Error.prototype, {
  message: { get: () => raise('no message') },
  stack: { get: () => raise('no stack') },
});

describe('A handler', function () {
  this.timeout(10_000);

  const thrown: readonly (readonly [string, unknown])[] = [
    ['U01 an error', new Error('out of luck')],
    ['U05 null', null],
    ['U05 undefined', undefined],
    ['U05 a string', 'out of luck'],
    ['U05 a frozen object', Object.freeze({})],
    ['U05 an error whose getters throw', hostile],
    ['U05 a proxy that throws', new Proxy({}, { get: () => raise('no'), getPrototypeOf: () => raise('no') })],
  ];
  for (const [name, value] of thrown) {
    it(`that throws ${name} is tried three times, and its dialog goes on`, () =>
      perform(
        () => raise(value),
        async ({ bot, simulator }) => {
          const consumer = simulator.consumer();
          const deadLettered = told(bot, 'deadLettered');
          const sequence = await consumer.says('odd');
          await consumer.says('two');
          await consumer.hears('You said: two');
          expect(await deadLettered).to.include({ sequence, attempts: 3 });
          expect([bot.attempts, bot.buried]).to.deep.equal([3, 1]);
        },
      ));
  }

  it('U02 that never ends is timed out, its signal aborted, and its dialog goes on', async () => {
    const signals: AbortSignal[] = [];
    await perform(
      ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      async ({ simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.says('two');
        await consumer.hears('You said: two');
        expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, true, true]);
      },
      { handlerTimeout: 30 },
    );
  });

  it('U03 that takes a minute in one of a hundred dialogs holds up none of the others', async () => {
    const door = new Door();
    await perform(
      () => door.opened,
      async ({ bot, simulator }) => {
        const slow = simulator.consumer();
        await slow.says('odd');
        await until('the slow handler runs', () => bot.attempts === 1);
        const others = Array.from({ length: 99 }, () => simulator.consumer());
        await Promise.all(
          others.map(async (consumer) => {
            for (const text of ['one', 'two', 'three']) {
              await consumer.says(text);
              await consumer.hears(`You said: ${text}`);
            }
            await consumer.leave();
          }),
        );
        expect(bot.health().delivery.running, 'the slow handler has not run all the while').to.equal(1);
        await slow.says('two');
        door.open();
        await slow.hears('You said: two');
      },
      { handlerTimeout: Infinity, maxConcurrentHandlers: 2 },
    );
  });

  it('U04 that fails on one message has it marked READ, so that a restart does not begin again', () =>
    perform(
      () => raise('poison'),
      async ({ bot, simulator }) => {
        const consumer = simulator.consumer();
        const sequence = await consumer.says('odd');
        await until('the message is marked READ', () =>
          readByBrand(simulator, consumer.conversationId).includes(sequence),
        );
        await bot.stop();
        await bot.start();
        await consumer.says('two');
        await consumer.hears('You said: two');
        expect(bot.attempts).to.equal(3);
      },
    ));

  it('U04 that fails on one message has its attempts counted on when the bot is started again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-attempts-'));
    await using simulator = await startSimulator();
    const consumer = simulator.consumer();
    const poisoned = (store: Store, retryDelays: readonly number[]): OddBot => {
      const bot = new OddBot(wayTo(simulator), { ...brisk, store, retryDelays });
      bot.odd = () => raise(new Error('poison'));
      return bot;
    };
    try {
      await using store = await openDurableStore({ folder });
      await using first = poisoned(store, [1, 600_000]);
      await first.start();
      const sequence = await consumer.says('odd');
      await until('it has failed twice', () => first.attempts === 2);
      await first.stop();
      await store.close();

      await using reopened = await openDurableStore({ folder, mustExist: true });
      await using second = poisoned(reopened, [1, 1]);
      const deadLettered = told(second, 'deadLettered');
      await second.start();
      await consumer.says('two');
      await consumer.hears('You said: two');
      expect(await deadLettered).to.include({ sequence, attempts: 3, reason: 'HANDLER_FAILED' });
      expect([second.attempts, second.buried]).to.deep.equal([1, 1]);
      const { conversationId = '' } = consumer;
      await second.stop();
      expect(await reopened.get({ conversationId, name: `holdfast.attempts.${conversationId}` })).to.equal(undefined);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('U06 that replies after its time-out is refused, and the retry answers once', async () => {
    const door = new Door();
    const late: unknown[] = [];
    await perform(
      async (message, attempt) => {
        if (attempt > 1) return void (await message.reply('in time'));
        await door.opened;
        await message.reply('late').catch((error: { code: unknown }) => late.push(error.code));
      },
      async ({ simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.hears('in time');
        door.open();
        await until('the late reply has failed', () => late.length > 0);
        expect(late).to.deep.equal(['LATE_REPLY']);
        expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['in time']);
      },
      { handlerTimeout: 50 },
    );
  });

  it('U07 that replies and then throws is heard once over all its attempts', () =>
    perform(
      async (message) => {
        await message.reply('once');
        throw new Error('out of luck');
      },
      async ({ simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.says('two');
        await consumer.hears('You said: two');
        expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['once', 'You said: two']);
      },
    ));

  it('U08 that changes its message changes nothing for the next attempt', async () => {
    const seen: unknown[] = [];
    await perform(
      (message) => {
        seen.push(structuredClone(message.content));
        Object.assign(message.content, { message: 'changed' });
        throw new Error('out of luck');
      },
      async ({ simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.says('two');
        await consumer.hears('You said: two');
        expect(seen).to.have.length(3);
        expect(seen[2]).to.deep.equal(seen[0]);
      },
    );
  });

  it('U09 that replies without end and without waiting is refused what would not fit', async () => {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    await perform(
      async (message, attempt) => {
        if (attempt > 1) return;
        const replies = Array.from({ length: 1_500 }, (_, index) => message.reply(`reply ${index}`));
        outcomes.push(...(await Promise.allSettled(replies)));
      },
      async ({ simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.says('two');
        await consumer.hears('You said: two');
        const refused = outcomes.filter(({ status }) => status === 'rejected').length;
        expect(refused).to.be.within(490, 500);
        expect(saidByBrand(simulator, consumer.conversationId)).to.have.length(1_501 - refused);
      },
      { loop: { replies: Infinity } },
    );
  });

  it('U10 that replies without a connection is heard once it is back', async () => {
    const door = new Door();
    await perform(
      async (message) => {
        await door.opened;
        await message.reply('at last');
      },
      async ({ bot, simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await until('the handler runs', () => bot.attempts === 1);
        const interrupted = told(bot, 'interrupted');
        simulator.cutSockets();
        await interrupted;
        door.open();
        await consumer.hears('at last');
        expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['at last']);
      },
    );
  });

  it('U11 that waits for the next message of its own dialog is timed out', async () => {
    const door = new Door();
    await perform(
      () => door.opened,
      async ({ bot, simulator }) => {
        const consumer = simulator.consumer();
        await consumer.says('odd');
        await consumer.says('two');
        await consumer.hears('You said: two');
        expect(bot.buried).to.equal(1);
      },
      { handlerTimeout: 30 },
    );
  });

  it('U12 that comes first wins, and a message that nobody wants is marked READ', async () => {
    class PickyBot extends Bot {
      readonly took: string[] = [];

      @OnMessage(/^o/)
      first(): void {
        this.took.push('first');
      }

      @OnMessage('one')
      second(): void {
        this.took.push('second');
      }
    }
    await using simulator = await startSimulator();
    await using bot = new PickyBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    const sequences = [await consumer.says('one'), await consumer.says('unwanted'), await consumer.says('on')];
    await until(
      'all are marked READ',
      () => readByBrand(simulator, consumer.conversationId).length >= sequences.length,
    );
    expect(bot.took).to.deep.equal(['first', 'first']);
    expect(bot.health().oddities).to.include({ 'unmatched-message': 1 });
  });
});
