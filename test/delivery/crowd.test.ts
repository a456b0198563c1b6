import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, type HoldfastError, liveperson, type Message, OnMessage, type Platform } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { ImaginedCrowd } from './imagined-crowd.js';
import { liveHeap } from './live-heap.js';

const MIB = 1_048_576;
const CROWD = 4_999;

class QuietBot extends Bot {
  /** A look at its health takes time with very many conversations: one for so many messages. */
  readonly look: number = 50;
  handled = 0;
  mostQueued = 0;

  @OnMessage()
  async note(_: Message): Promise<void> {
    this.handled += 1;
    if (this.handled % this.look === 0) this.mostQueued = Math.max(this.mostQueued, this.health().delivery.queued);
  }
}

const wayTo = ({ accountId, bots, url }: Simulator, options: { readonly maxPayload?: number } = {}): Platform =>
  liveperson({ accountId, credentials: bots[0].credentials, csds: url, ...options });

describe('A bot with very many conversations', function () {
  this.timeout(30_000);

  /** A bot with one conversation, whose next snapshot has five thousand. */
  async function crowded(simulator: Simulator, options: { readonly maxPayload?: number }) {
    const crowd = new ImaginedCrowd(CROWD);
    const bot = new QuietBot(crowd.on(wayTo(simulator, options)), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await until('it is handled', () => bot.handled === 1);
    const sockets = simulator.log.filter(({ kind }) => kind === 'opened').length;
    const { conversationId = '' } = consumer;
    const snapshot = simulator.faults.add({
      match: {
        frame: 'toClient',
        type: 'ExConversationChangeNotification',
        of: 'agent',
        where: (_, { number }) => number > sockets,
      },
      action: { replaceWith: (frame) => crowd.around(frame, conversationId) },
    });
    return { bot, consumer, crowd, snapshot, [Symbol.asyncDispose]: () => bot.stop() };
  }

  it('S28 reads the records of five thousand in a row, ten at a time, and handles what waits in each, and keeps nothing', async () => {
    await using simulator = await startSimulator();
    await using scene = await crowded(simulator, { maxPayload: 16 * MIB });
    const { bot, consumer, crowd, snapshot } = scene;
    const before = liveHeap();
    const recovered = told(bot, 'recovered');
    simulator.cutSockets();
    expect(await recovered).to.include({ missed: CROWD });
    expect(snapshot.fired).to.equal(1);
    await until('every message is handled', () => bot.handled === 1 + CROWD);
    await until('every message is marked READ', () => crowd.receipts.size === CROWD);
    expect(liveHeap() - before).to.be.below(40 * MIB);
    expect(crowd.mostAtOnce).to.equal(10);
    expect(Math.max(...crowd.receipts.values()), 'receipts of one dialog').to.equal(1);
    expect(crowd.readings.size).to.equal(CROWD);
    expect(bot.mostQueued).to.be.at.most(1_000);
    expect(bot.conversations.size).to.equal(1 + CROWD);
    await consumer.says('two');
    await until('it is handled', () => bot.handled === 2 + CROWD);

    const again = told(bot, 'recovered');
    simulator.cutSockets();
    await again;
    await until('the others are out of view', () => bot.conversations.size === 1);
    await until('nothing of them is under way', () => bot.health().delivery.dialogs === 1);
    expect(liveHeap() - before, 'bytes kept of what is over').to.be.below(8 * MIB);
  });

  it('S28 is told which option lets in a snapshot that is too large', async () => {
    await using simulator = await startSimulator();
    await using scene = await crowded(simulator, {});
    const { bot, snapshot } = scene;
    const errors: HoldfastError[] = [];
    bot.on('interrupted', ({ error }) => errors.push(error));
    simulator.cutSockets();
    await until('the snapshot was refused', () => errors.length === 2);
    expect(snapshot.fired).to.equal(1);
    expect(errors[1]).to.include({ code: 'PROTOCOL_VIOLATION' });
    expect(String(errors[1])).to.include('maxPayload');
  });
});

describe('A flood', function () {
  this.timeout(30_000);

  it('M10 at a slow handler is held in bounded memory, in order, and the clock is asked all the while', async () => {
    class SlowBot extends QuietBot {
      override readonly look = 1;
      disordered = 0;
      readonly #last = new Map<string, number>();

      override async note(message: Message): Promise<void> {
        await super.note(message);
        const number = Number.parseInt(message.text, 10);
        if (number !== (this.#last.get(message.dialogId) ?? 0) + 1) this.disordered += 1;
        this.#last.set(message.dialogId, number);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
    const [dialogs, messages] = [10, 80];
    await using simulator = await startSimulator();
    await using bot = new SlowBot(wayTo(simulator), {
      ...brisk,
      maxConcurrentHandlers: 2,
      highWater: 100,
      lowWater: 50,
      session: { ...brisk.session, keepAlive: { every: 100 } },
    });
    let interrupted = 0;
    bot.on('interrupted', () => (interrupted += 1));
    await bot.start();
    const asked = (): number => simulator.frames.get('in .GetClock') ?? 0;
    const before = asked();
    const filler = 'x'.repeat(1_000);
    await Promise.all(
      Array.from({ length: dialogs }, async () => {
        const consumer = simulator.consumer();
        for (let number = 1; number <= messages; number += 1) await consumer.says(`${number} ${filler}`);
        await consumer.leave();
      }),
    );
    await until('all are handled', () => bot.handled === dialogs * messages);
    expect([bot.disordered, interrupted]).to.deep.equal([0, 0]);
    expect(bot.mostQueued).to.be.within(100 - dialogs, 110 + dialogs);
    expect(asked() - before, 'clock requests').to.be.at.least(10);
  });
});
