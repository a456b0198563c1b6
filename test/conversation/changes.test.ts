import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import {
  type ChangeName,
  type Conversation,
  type ConversationChanged,
  type ConsumerStateChange,
  OnChange,
  OnClose,
  OnConsumerState,
  OnParticipant,
  OnReceipt,
  OnWatch,
  type ParticipantChange,
  type Receipt,
} from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { until } from '../e2e/until.js';
import { managerOf, ServingBot, started, watching } from './people.js';

/** Notes all that it is told. */
class NotingBot extends ServingBot {
  readonly changes: ConversationChanged[] = [];
  readonly skills: ConversationChanged<'skill'>[] = [];
  readonly moves: ParticipantChange[] = [];
  readonly states: string[] = [];
  readonly receipts: Receipt[] = [];
  readonly reads: Receipt[] = [];
  readonly seen: string[] = [];
  readonly closed: string[] = [];
  readonly left: string[] = [];

  @OnChange()
  note(change: ConversationChanged): void {
    this.changes.push(change);
  }

  @OnChange('skill')
  noteSkill(change: ConversationChanged<'skill'>): void {
    this.skills.push(change);
  }

  @OnParticipant()
  noteMove(change: ParticipantChange): void {
    this.moves.push(change);
  }

  @OnConsumerState()
  noteState({ state }: ConsumerStateChange): void {
    this.states.push(state);
  }

  @OnReceipt()
  noteReceipt(receipt: Receipt): void {
    this.receipts.push(receipt);
  }

  @OnReceipt('READ')
  noteRead(receipt: Receipt): void {
    this.reads.push(receipt);
  }

  @OnWatch()
  noteView({ id }: Conversation): void {
    this.seen.push(id);
  }

  @OnClose('closed')
  noteEnd({ id, closeReason }: Conversation): void {
    this.closed.push(`${id} ${closeReason}`);
  }

  @OnClose('left')
  noteLeft({ id }: Conversation): void {
    this.left.push(id);
  }

  told<K extends ChangeName>(name: K): readonly ConversationChanged<K>[] {
    return this.changes.filter((one): one is ConversationChanged<K> & ConversationChanged => one.change === name);
  }
}

describe('A bot that serves a conversation is told', () => {
  let simulator: Simulator;
  let bot: NotingBot;
  let consumer: ScriptedConsumer;

  beforeEach(async () => {
    simulator = await startSimulator({ bots: [{}, { username: 'surveyor', skills: [] }], surveyBot: 'surveyor' });
    bot = await started(NotingBot, { simulator });
    consumer = simulator.consumer({ skillId: '300000000' });
    bot.work = (message) => message.reply('Well.');
    await consumer.says('hello');
    await consumer.hears('Well.');
  });

  afterEach(async () => {
    await bot.stop();
    await simulator.stop();
  });

  const own = (): Conversation => {
    const conversation = bot.conversations.get(consumer.conversationId ?? '');
    if (conversation === undefined) throw new Error('The bot has no such conversation.');
    return conversation;
  };

  it('of another time to respond', async () => {
    await own().setTtr('URGENT');
    await until('the change is told', () => bot.told('ttr').length > 0);
    const [{ from, to, conversation } = {}] = bot.told('ttr');
    expect(from).to.deep.equal({ type: 'NORMAL', seconds: 600 });
    expect(to).to.deep.equal({ type: 'URGENT', seconds: 300 });
    expect(conversation?.ttr).to.deep.equal(to);
  });

  it('of an answer that is due, and of one that no longer is', async () => {
    bot.work = () => undefined;
    await consumer.says('and?');
    await until('an answer is due', () => own().effectiveTtr !== undefined);
    await own().send('There.');
    await until('no answer is due', () => bot.told('effectiveTtr').at(-1)?.to === undefined);
    expect(own().effectiveTtr).to.equal(undefined);
  });

  it('of a due time by hand, a delay, a note and a topic', async () => {
    const due = new Date(2_000_000_000_000);
    await own().setManualEttr(due);
    await own().setDelay({ type: 'NIGHT', until: due });
    await own().setNote('a bill');
    await own().setTopic('bills');
    await until('all is told', () => bot.told('topic').length > 0);
    const { manualEttr, delay, note, topic } = own();
    expect({ manualEttr, delay, note, topic }).to.deep.equal({
      manualEttr: due,
      delay: { type: 'NIGHT', until: due },
      note: 'a bill',
      topic: 'bills',
    });
    expect(bot.told('manualEttr')[0]?.to).to.deep.equal(due);
    expect(bot.told('delay')[0]?.to).to.deep.equal(delay);
    await own().setManualEttr(undefined);
    await until('the due time is gone', () => own().manualEttr === undefined);
  });

  it('that a colleague came, and went', async () => {
    await using manager = await started(ServingBot, { simulator, user: managerOf(simulator), options: watching });
    const id = own().id;
    await until('the manager sees the conversation', () => manager.watched.has(id));
    await manager.watched.get(id)?.join('MANAGER');
    await until('the colleague has come', () => bot.moves.some(({ change }) => change === 'joined'));
    await until('the manager has joined', () => manager.joined.length > 0);
    await manager.conversations.get(id)?.leave();
    await until('the colleague has gone', () => bot.moves.some(({ change }) => change === 'left'));
    expect(bot.moves.map(({ change, participant: { role } }) => [change, role])).to.deep.equal([
      ['joined', 'MANAGER'],
      ['left', 'MANAGER'],
    ]);
  });

  it('what the consumer does: types, goes away, comes back', async () => {
    for (const chatState of ['COMPOSING', 'PAUSE', 'INACTIVE', 'GONE', 'ACTIVE']) {
      await consumer.publish({ type: 'ChatStateEvent', chatState });
    }
    await until('all of it is told', () => bot.states.includes('ACTIVE'));
    await consumer.leave();
    await until('the consumer is in the background', () => bot.states.includes('BACKGROUND'));
    expect(bot.states).to.deep.equal(['COMPOSING', 'PAUSE', 'INACTIVE', 'GONE', 'ACTIVE', 'BACKGROUND']);
  });

  it('what became of its messages', async () => {
    const sequence = await own().send('Read this.');
    const metadata = [{ type: 'ExternalId', id: 'tapped' }];
    await consumer.publish({ type: 'AcceptStatusEvent', status: 'ACCEPT', sequenceList: [sequence] });
    await consumer.publish({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [sequence] });
    await consumer.publish({ type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [sequence] }, metadata);
    await until('all of it is told', () => bot.receipts.length > 2);
    expect(bot.receipts.map(({ status, sequences, from }) => [status, sequences, from.role])).to.deep.equal([
      ['ACCEPT', [sequence], 'CONSUMER'],
      ['READ', [sequence], 'CONSUMER'],
      ['ACTION', [sequence], 'CONSUMER'],
    ]);
    expect(bot.receipts[2]?.metadata).to.deep.equal(metadata);
    expect(bot.reads).to.have.length(1);
  });

  it('what became of its messages while it was away, once', async () => {
    const sequence = await own().send('Read this.');
    const recovered = new Promise((resolve) => bot.once('recovered', resolve));
    simulator.cutSockets();
    await consumer.publish({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [sequence] });
    await recovered;
    await consumer.publish({ type: 'AcceptStatusEvent', status: 'ACCEPT', sequenceList: [sequence] });
    await until('both are told', () => bot.receipts.some(({ status }) => status === 'ACCEPT'));
    expect(bot.reads.map(({ sequences }) => sequences)).to.deep.equal([[sequence]]);
  });

  it('that the consumer has signed in, and goes by another id', async () => {
    const before = consumer.id;
    const after = 'f'.repeat(64);
    simulator.faults.add({
      match: { frame: 'toClient', type: 'ExConversationChangeNotification', of: 'agent' },
      action: {
        replaceWith: (frame) => JSON.parse(JSON.stringify(frame).replaceAll(before, after)) as Record<string, unknown>,
      },
      times: Infinity,
    });
    await own().setNote('signed in');
    await until('the change is told', () => bot.told('consumer').length > 0);
    const [{ from, to } = {}] = bot.told('consumer');
    expect([from?.id, to?.id, own().consumer?.id]).to.deep.equal([before, after, after]);
    expect(bot.left).to.deep.equal([]);
  });

  it('nothing of news that come late', async () => {
    let late = '';
    simulator.faults.add({
      match: { frame: 'toClient', type: 'ExConversationChangeNotification', of: 'agent' },
      action: { replaceWith: (frame) => ((late = JSON.stringify(frame)), frame) },
    });
    await own().setNote('first');
    await until('the first note is told', () => own().note === 'first');
    await own().setNote('second');
    await until('the second note is told', () => own().note === 'second');
    simulator.faults.add({
      match: { frame: 'toClient', type: 'ExConversationChangeNotification', of: 'agent' },
      action: { inject: () => JSON.parse(late) as Record<string, unknown> },
    });
    await own().setTopic('third');
    await own().setTopic('fourth');
    await until('what came after it is told', () => own().topic === 'fourth');
    expect(own().note).to.equal('second');
    expect(bot.told('note').map(({ to }) => to)).to.deep.equal(['first', 'second']);
  });

  it('that it is transferred away, and where to', async () => {
    const { id } = own();
    await own().transfer({ skill: '300000001' });
    await until('it is told', () => bot.left.length > 0);
    expect(bot.left).to.deep.equal([id]);
    expect(bot.closed).to.deep.equal([]);
    expect(bot.skills.map(({ from, to }) => [from, to])).to.deep.equal([['300000000', '300000001']]);
    expect(bot.told('queued')).to.have.length(1);
    expect(bot.told('role')[0]).to.deep.include({ from: 'ASSIGNED_AGENT' });
  });

  it('that it is over, and who ended it', async () => {
    const { id } = own();
    await consumer.close({ survey: false });
    await until('it is told', () => bot.closed.length > 0);
    expect(bot.closed).to.deep.equal([`${id} CONSUMER`]);
    expect(bot.left).to.deep.equal([]);
    expect(bot.told('closed').map(({ to }) => to)).to.deep.equal(['CONSUMER']);
    expect(bot.told('dialogClosed')[0]?.to).to.include({ type: 'MAIN', state: 'CLOSE', closedBy: 'CONSUMER' });
  });

  it('that its dialog is over while a survey follows', async () => {
    const { id } = own();
    await own().close({ survey: true });
    await until('it is told', () => bot.closed.length > 0);
    expect(bot.closed).to.deep.equal([`${id} AGENT`]);
    expect(bot.told('dialogOpened')[0]?.to).to.include({ type: 'POST_SURVEY', state: 'OPEN' });
    expect(bot.told('closed')).to.deep.equal([]);
  });
});

describe('A bot that watches a conversation of others is told', () => {
  it('that it comes into view, changes hands, waits in a queue, and ends with a reason', async () => {
    await using simulator = await startSimulator();
    await using watcher = await started(NotingBot, { simulator, user: managerOf(simulator), options: watching });
    await using bot = await started(ServingBot, { simulator });
    bot.work = ({ conversation, text }) =>
      text === 'human' ? conversation.transfer({ skill: '300000001' }) : conversation.send('Well.');
    const consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('hello');
    await consumer.hears('Well.');
    await until('the agent is told', () => watcher.told('assigned').length > 0);
    const [oldId] = [simulator.bots[0].oldId];
    expect(watcher.told('assigned').map(({ to }) => to?.id)).to.deep.equal([oldId]);

    await consumer.says('human');
    await until('the queue is told', () => watcher.told('queued').length > 0);
    expect(watcher.told('queued')[0]?.from?.id).to.equal(oldId);
    expect(watcher.skills[0]).to.deep.include({ from: '300000000', to: '300000001' });
    await consumer.close({ survey: false });
    await until('the end is told', () => watcher.told('closed').length > 0);

    const id = consumer.conversationId ?? '';
    expect(watcher.seen).to.deep.equal([id]);
    expect(watcher.told('closed')[0]?.to).to.equal('CONSUMER');
    expect([watcher.joined, watcher.closed, watcher.left]).to.deep.equal([[], [], []]);
    expect([watcher.conversations.size, watcher.watched.size]).to.deep.equal([0, 0]);
  });

  it('whom it is offered to by name', async () => {
    await using simulator = await startSimulator();
    const clerk = simulator.addBot({ username: 'clerk', skills: ['300000001'] });
    await using watcher = await started(NotingBot, { simulator, user: managerOf(simulator), options: watching });
    await using bot = await started(ServingBot, { simulator });
    await using colleague = await started(ServingBot, { simulator, user: clerk, options: { accept: 'none' } });
    bot.work = ({ conversation }) => conversation.transfer({ agent: clerk.oldId });
    const consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('hello');
    await until('the offer is told', () => watcher.told('suggested').length > 0);
    expect(watcher.told('suggested')[0]?.to?.id).to.equal(clerk.oldId);
    expect(colleague.conversations.size).to.equal(0);
  });
});
