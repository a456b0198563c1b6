import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import type { Conversation, Message } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk, briskSession } from '../e2e/brisk.js';
import { Door } from '../e2e/door.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { conversationOf, saidByBrand } from '../e2e/record.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';
import { stage } from './stage.js';

const OUTAGE = 250;
const slower = { ...brisk, session: { ...briskSession, reconnect: { windows: [[OUTAGE, OUTAGE]] as const } } };
const query = { frame: 'toServer', type: 'QueryMessages', of: 'agent' } as const;

/** Knows what it had handled when it heard of an end, and in which stage it saw the conversation of each message. */
class WitnessBot extends EchoBot {
  readonly stageSeen: string[] = [];
  handledAtTheEnd: readonly string[] = [];
  door: Door | undefined;

  override async echo(message: Message): Promise<void> {
    this.stageSeen.push(message.conversation.stage);
    const said = super.echo(message);
    await this.door?.opened;
    await said;
  }

  override noteEnd(conversation: Conversation): void {
    this.handledAtTheEnd = [...this.handled];
    super.noteEnd(conversation);
  }
}

describe('A bot that reads the record', function () {
  this.timeout(15_000);

  it('S11 begins the survey of a conversation at its own beginning', async () => {
    const platform = { bots: [{}, { username: 'surveyor', skills: [] }], surveyBot: 'surveyor' };
    await using scene = await stage({ platform });
    const { simulator, bot } = scene;
    const options = { ...brisk, agentState: 'AWAY', watch: 'surveys' } as const;
    await using surveyor = new EchoBot(wayTo(simulator, simulator.bots[1]), options);
    await surveyor.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await consumer.close();
    await consumer.hears('Hello!');
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect([bot.handled, surveyor.handled]).to.deep.equal([['one'], ['two']]);
    const [main, survey] = conversationOf(simulator, consumer.conversationId).dialogs;
    expect([main?.events[0]?.sequence, survey?.events[0]?.sequence]).to.deep.equal([0, 0]);
  });

  it('S13 handles a thousand missed messages in order, page by page', async () => {
    await using scene = await stage({
      platform: { limits: { historyPage: 50 } },
      options: { ...slower, loop: { replies: Infinity } },
    });
    const consumer = scene.simulator.consumer();
    await consumer.says('0');
    await consumer.hears('You said: 0');
    const interrupted = told(scene.bot, 'interrupted');
    const refusing = scene.simulator.faults.refuseConnects();
    scene.simulator.cutSockets();
    await interrupted;
    const missed = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
    for (const text of missed) await consumer.says(text);
    refusing.remove();
    await consumer.hears('You said: 1000');
    expect(scene.bot.handled).to.deep.equal(['0', ...missed]);
    expect(saidByBrand(scene.simulator, consumer.conversationId).slice(1)).to.deep.equal(
      ['0', ...missed].map((text) => `You said: ${text}`),
    );
  });

  it('S14 lets only the dialog wait whose record cannot be read', async () => {
    await using scene = await stage({}, { match: query, action: { answer: { code: 500 } } });
    const consumers = [scene.simulator.consumer(), scene.simulator.consumer()];
    for (const consumer of consumers) await consumer.says('one');
    await consumers[1]?.hears('You said: one');
    expect(scene.bot.handled).to.have.length(1);
    await consumers[0]?.hears('You said: one');
  });

  it('S16 hands over what was said before an end that it missed, tells of the end, and says nothing more', async () => {
    await using simulator = await startSimulator();
    await using bot = new WitnessBot(wayTo(simulator), slower);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(bot, 'interrupted');
    const recovered = told(bot, 'recovered');
    const deadLettered = told(bot, 'deadLettered');
    simulator.cutSockets();
    await interrupted;
    const sequence = await consumer.says('two');
    await consumer.close({ survey: false });
    expect(await recovered).to.include({ missed: 1 });
    await until('the bot has heard of the end', () => bot.closed.length === 1);
    expect(bot.handledAtTheEnd).to.deep.equal(['one', 'two']);
    expect(bot.stageSeen).to.deep.equal(['OPEN', 'CLOSE']);
    expect(await deadLettered).to.include({ sequence, attempts: 1, reason: 'DIALOG_CLOSED' });
    expect(bot.conversations.size).to.equal(0);
    await until('nothing of it is held', () => bot.health().delivery.dialogs === 0);
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['Hello!', 'You said: one']);
  });

  it('S16 does the same when a survey follows that is not its own', async () => {
    const platform = { bots: [{}, { username: 'surveyor', skills: [] }], surveyBot: 'surveyor' };
    await using simulator = await startSimulator(platform);
    await using bot = new WitnessBot(wayTo(simulator), slower);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(bot, 'interrupted');
    simulator.cutSockets();
    await interrupted;
    await consumer.says('two');
    await consumer.close();
    await until('the bot has heard of the end', () => bot.closed.length === 1);
    expect(bot.handledAtTheEnd).to.deep.equal(['one', 'two']);
    expect(bot.conversations.size).to.equal(0);
  });

  it('S16 hands over what waits when a conversation is closed, before it tells of the end', async () => {
    await using simulator = await startSimulator();
    await using bot = new WitnessBot(wayTo(simulator), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const door = (bot.door = new Door());
    for (const text of ['two', 'three']) await consumer.says(text);
    await until('a handler runs', () => bot.handled.length === 2);
    await consumer.close({ survey: false });
    await until('the conversation is over', () => bot.conversations.size === 0);
    expect(bot.closed).to.deep.equal([]);
    door.open();
    await until('the bot has heard of the end', () => bot.closed.length === 1);
    expect(bot.handledAtTheEnd).to.deep.equal(['one', 'two', 'three']);
  });

  it('S16 takes a conversation for lost when the platform does not tell which were closed', async () => {
    await using scene = await stage({ options: slower });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(scene.bot, 'interrupted');
    scene.simulator.cutSockets();
    await interrupted;
    await consumer.says('two');
    await consumer.close({ survey: false });
    scene.simulator.faults.add({
      match: {
        frame: 'toServer',
        type: 'SubscribeExConversations',
        of: 'agent',
        where: (frame: object) => JSON.stringify(frame).includes('CLOSE'),
      },
      action: { answer: { code: 400, body: 'no' } },
    });
    await until('the bot has heard of the loss', () => scene.bot.closed.length === 1);
    expect(scene.bot.handled).to.deep.equal(['one']);
    expect(scene.bot.health().oddities).to.include({ 'closed-conversations-refused': 1 });
    const other = scene.simulator.consumer();
    await other.says('three');
    await other.hears('You said: three');
  });

  it('S17 says nothing in a conversation that was taken from it while it was away', async () => {
    const bots = [{}, { username: 'manager', skills: [], profile: 'agentManager' as const }];
    await using simulator = await startSimulator({ bots });
    await using bot = new WitnessBot(wayTo(simulator), slower);
    await using manager = new EchoBot(wayTo(simulator, simulator.bots[1]), {
      ...brisk,
      agentState: 'AWAY',
      watch: 'all',
    });
    await Promise.all([bot.start(), manager.start()]);
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const id = consumer.conversationId ?? '';
    await until('the manager sees it', () => manager.watched.get(id)?.assignedAgent !== undefined);
    const interrupted = told(bot, 'interrupted');
    const recovered = told(bot, 'recovered');
    simulator.cutSockets({ username: simulator.bots[0].username });
    await interrupted;
    await manager.watched.get(id)?.transfer({ skill: '300000001' });
    await consumer.says('two');
    await recovered;
    await until('the bot has heard of the loss', () => bot.closed.length === 1);
    expect([bot.handledAtTheEnd, bot.stageSeen]).to.deep.equal([['one'], ['OPEN']]);
    expect(bot.conversations.size).to.equal(0);
    await until('nothing of it is held', () => bot.health().delivery.dialogs === 0);
    expect(saidByBrand(simulator, id)).to.deep.equal(['Hello!', 'You said: one']);
  });

  it('S29 tells of a gap that the record cannot fill, and goes on behind it', async () => {
    await using scene = await stage({ options: slower });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(scene.bot, 'interrupted');
    const gap = told(scene.bot, 'gap');
    scene.simulator.cutSockets();
    await interrupted;
    const lost = await consumer.says('two');
    scene.simulator.faults.add({
      match: { frame: 'toClient', answerTo: 'QueryMessages', of: 'agent' },
      action: {
        replaceWith: (frame) => ({
          ...frame,
          body: (frame['body'] as readonly { readonly sequence: number }[]).filter(({ sequence }) => sequence > lost),
        }),
      },
      times: Infinity,
    });
    await consumer.says('three');
    await consumer.hears('You said: three');
    expect(await gap)
      .to.include({ to: lost })
      .and.to.have.property('from')
      .that.is.at.most(lost);
    expect(scene.bot.handled).to.deep.equal(['one', 'three']);
  });
});
