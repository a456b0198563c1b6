import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import {
  actionReason,
  botResponse,
  card,
  type Conversation,
  escalationSummary,
  externalId,
  findMetadata,
  quickReplies,
  reply,
  RequestRefusedError,
  survey,
} from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { conversationOf, readByBrand } from '../e2e/record.js';
import { rejection } from '../e2e/rejection.js';
import { until } from '../e2e/until.js';
import { managerOf, ServingBot, started, watching } from './people.js';

describe('An action', () => {
  let simulator: Simulator;
  let bot: ServingBot;
  let consumer: ScriptedConsumer;
  let conversation: Conversation;

  beforeEach(async () => {
    simulator = await startSimulator({ bots: [{}, { username: 'surveyor', skills: [] }], surveyBot: 'surveyor' });
    bot = await started(ServingBot, { simulator });
    consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('hello');
    await until('the bot has read it', () => readByBrand(simulator, consumer.conversationId).length > 0);
    conversation = bot.joined[0] ?? expect.fail('Nothing was joined.');
  });

  afterEach(async () => {
    await bot.stop();
    await simulator.stop();
  });

  const view = () => conversationOf(simulator, conversation.id);
  const lastEvent = () => view().dialogs[0]?.events.at(-1);
  const ownId = (): string => simulator.bots[0].oldId;

  it('says a text, a card and quick replies, with metadata', async () => {
    const sequence = await conversation.send('Hello!', { metadata: [externalId('greeting')] });
    expect(lastEvent()).to.deep.include({ sequence, metadata: [{ type: 'ExternalId', id: 'greeting' }] });
    await conversation.send(card({ text: 'A card' }));
    expect(lastEvent()?.event).to.include({ type: 'RichContentEvent' });
    await conversation.send('Well?', { quickReplies: quickReplies([reply('Yes', { id: 'yes' })]) });
    expect(lastEvent()?.event).to.have.nested.property('quickReplies.replies[0].title', 'Yes');
    await consumer.hears('Well?');
    await consumer.taps('Yes');
    await until('the tap is heard', () => bot.heard.at(-1)?.clicked?.id === 'yes');
  });

  it('says something to agents and managers alone', async () => {
    await conversation.send('He is angry.', { private: true });
    expect(lastEvent()?.audience).to.equal('AGENTS_AND_MANAGERS');
    await conversation.send('One moment.');
    await consumer.hears('One moment.');
    expect(consumer.transcript.map(({ text }) => text)).to.deep.equal(['hello', 'One moment.']);
    const history = await conversation.history();
    expect(history.filter((message) => message.private).map(({ text }) => text)).to.deep.equal(['He is angry.']);
  });

  it('shows that an answer is being written, and that none is', async () => {
    await conversation.typing();
    await conversation.typing('off');
    await conversation.sendChatState('INACTIVE');
    const states = (): readonly string[] =>
      consumer.events.flatMap(({ event }) => (event.type === 'ChatStateEvent' ? [event.chatState] : []));
    await until('the consumer sees it', () => states().length > 2);
    expect(states()).to.deep.equal(['COMPOSING', 'ACTIVE', 'INACTIVE']);
  });

  it('sends any receipt, with metadata', async () => {
    await conversation.sendReceipt('ACCEPT', [0]);
    expect(lastEvent()?.event).to.deep.include({ status: 'ACCEPT', sequenceList: [0] });
    for (const status of ['ACCESS', 'NACK'] as const) await conversation.sendReceipt(status, [0]);
    await conversation.markRead([0]);
    expect(lastEvent()?.event).to.deep.include({ status: 'READ' });
    const metadata = [{ type: 'Question', id: 'q1' }];
    await conversation.sendReceipt('ENRICH', [0], { metadata });
    expect(lastEvent()).to.deep.include({ metadata });
    expect(lastEvent()?.event).to.deep.include({ status: 'ENRICH' });
  });

  for (const role of ['AGENT', 'MANAGER', 'READER'] as const) {
    it(`joins as ${role}, and leaves`, async () => {
      await using other = await started(ServingBot, { simulator, user: managerOf(simulator), options: watching });
      await until('the conversation is in view', () => other.watched.has(conversation.id));
      await other.watched.get(conversation.id)?.join(role);
      await until('it has joined', () => other.joined.length > 0);
      expect(other.joined[0]?.myRole).to.equal(role);
      await other.joined[0]?.leave();
      await until('it has left', () => other.conversations.size === 0);
      expect(view().participants.map((one) => one.role)).to.have.members(['CONSUMER', 'ASSIGNED_AGENT']);
      expect(other.watched.get(conversation.id)?.myRole).to.equal(undefined);
    });
  }

  it('joins as ASSIGNED_AGENT where nobody is responsible, and takes from a colleague first', async () => {
    await using other = await started(ServingBot, { simulator, user: managerOf(simulator), options: watching });
    await until('the conversation is in view', () => other.watched.has(conversation.id));
    const seen = other.watched.get(conversation.id) ?? expect.fail('It is not in view.');
    expect(await rejection(seen.join('ASSIGNED_AGENT'))).to.be.instanceOf(RequestRefusedError);
    await bot.setAgentState('AWAY');
    await seen.backToQueue([actionReason('escalated_by_bot')]);
    await until('it waits in its queue', () => seen.assignedAgent === undefined);
    await seen.join('ASSIGNED_AGENT');
    await until('it is taken', () => other.joined.length > 0);
    expect(other.joined[0]?.assignedAgent?.id).to.equal(simulator.bots.at(-1)?.oldId);
  });

  it('leaves, and sends the conversation back to its queue', async () => {
    await bot.setAgentState('AWAY');
    await conversation.leave();
    await until('the bot is out', () => bot.conversations.size === 0);
    expect(view()).to.deep.include({ skillId: '300000000', stage: 'OPEN' });
    expect(view().participants.map(({ role }) => role)).to.deep.equal(['CONSUMER']);
  });

  it('transfers to a skill, with the reason and the summary beside it', async () => {
    const metadata = [
      actionReason('escalated_by_user', { reasonId: '7' }),
      escalationSummary({ cause: 'asked for a person' }),
    ];
    await conversation.transfer({ skill: '300000001' }, metadata);
    expect(view().skillId).to.equal('300000001');
    await until('the bot is out', () => bot.conversations.size === 0);
  });

  for (const [what, skill] of [
    ['in another skill', '300000001'],
    ['in the skill that it has', undefined],
  ] as const) {
    it(`transfers to an agent ${what}`, async () => {
      const clerk = simulator.addBot({ username: 'clerk', skills: ['300000001'] });
      await using colleague = await started(ServingBot, { simulator, user: clerk });
      await conversation.transfer(skill === undefined ? { agent: clerk.oldId } : { agent: clerk.oldId, skill });
      await until('the colleague has it', () => colleague.joined.length > 0);
      expect(view().skillId).to.equal(skill ?? '300000000');
      expect(view().participants.find(({ role }) => role === 'ASSIGNED_AGENT')?.id).to.equal(clerk.oldId);
    });
  }

  it('transfers what nobody is responsible for', async () => {
    await using manager = await started(ServingBot, { simulator, user: managerOf(simulator), options: watching });
    await bot.setAgentState('AWAY');
    await conversation.backToQueue();
    await until('the manager sees it wait', () => {
      const seen = manager.watched.get(conversation.id);
      return seen !== undefined && seen.assignedAgent === undefined;
    });
    await manager.watched.get(conversation.id)?.transfer({ skill: '300000001' });
    expect(view().skillId).to.equal('300000001');
  });

  it('closes the whole, and no survey follows', async () => {
    await conversation.close({ metadata: [actionReason('resolved')] });
    expect(view()).to.include({ stage: 'CLOSE', closeReason: 'AGENT' });
    expect(view().dialogs).to.have.length(1);
  });

  it('closes the whole by its stage, too, when it is asked to', async () => {
    const conversationField = [{ field: 'Stage', conversationState: 'CLOSE' }];
    await conversation.request('.ams.cm.UpdateConversationField', {
      conversationId: conversation.id,
      conversationField,
    });
    expect(view()).to.include({ stage: 'CLOSE' });
  });

  it('closes the main dialog, so that a survey follows', async () => {
    await conversation.close({ survey: true, cause: 'answered' });
    expect(view()).to.include({ state: 'CLOSE', stage: 'OPEN' });
    expect(view().dialogs.map(({ type, state }) => [type, state])).to.deep.equal([
      ['MAIN', 'CLOSE'],
      ['POST_SURVEY', 'OPEN'],
    ]);
  });

  it('closes one dialog', async () => {
    await conversation.close({ dialogId: conversation.id });
    expect(view()).to.include({ state: 'CLOSE', stage: 'OPEN' });
  });

  it('sets the time to respond by name, and in seconds', async () => {
    await conversation.setTtr('PRIORITIZED');
    expect(view().ttr.ttrType).to.equal('PRIORITIZED');
    await conversation.setTtr({ seconds: 90 });
    expect(view().ttr).to.deep.equal({ ttrType: 'CUSTOM', value: 90 });
  });

  it('tags a dialog with metadata', async () => {
    await conversation.tag([survey('nps', { revision: '1.0' })]);
    expect(view().dialogs[0]?.state).to.equal('OPEN');
  });

  it('begins a conversation with a consumer who is known', async () => {
    await consumer.close({ survey: false });
    await until('the first is over', () => bot.conversations.size === 0);
    const id = await bot.startConversation({
      consumerId: consumer.id,
      skill: '300000000',
      ttr: 'URGENT',
      after: conversation.id,
    });
    await until('the second has come', () => bot.conversations.has(id));
    const second = bot.conversations.get(id);
    expect(second?.consumer?.id).to.equal(consumer.id);
    expect(second?.context).to.include({ type: 'ProactiveContext', originConversationId: conversation.id });
    expect(second?.ttr?.type).to.equal('URGENT');
    await second?.send('We have found your parcel.');
    await consumer.hears('We have found your parcel.');
    const refused = await rejection(bot.startConversation({ consumerId: consumer.id }));
    expect(refused).to.be.instanceOf(RequestRefusedError);
  });

  it('reads history in parts: after, before, the newest, and page by page', async () => {
    for (const text of ['one', 'two', 'three']) await conversation.send(text);
    const all = await conversation.history();
    const texts = all.map(({ text }) => text);
    expect(texts).to.deep.equal(['hello', 'one', 'two', 'three']);
    const [, one, , three] = all;
    const after = await conversation.history({ after: one?.sequence ?? 0 });
    const before = await conversation.history({ before: three?.sequence ?? 0 });
    const newest = await conversation.history({ limit: 2 });
    expect([after, before, newest].map((part) => part.map(({ text }) => text))).to.deep.equal([
      ['two', 'three'],
      ['hello', 'one', 'two'],
      ['two', 'three'],
    ]);
    const paged: string[] = [];
    for await (const page of conversation.historyPages()) paged.push(...page.map(({ text }) => text));
    expect(paged).to.deep.equal(texts);
  });

  it('reads a history that comes in many pages', async () => {
    await bot.stop();
    await simulator.stop();
    simulator = await startSimulator({ limits: { historyPage: 3 } });
    bot = await started(ServingBot, { simulator, options: { historyPage: 3 } });
    consumer = simulator.consumer();
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    for (const text of texts) await consumer.says(text);
    await until('the bot has heard all', () => bot.heard.length === texts.length);
    let pages = 0;
    const read: string[] = [];
    for await (const page of bot.joined[0]?.historyPages() ?? []) {
      pages += 1;
      read.push(...page.map(({ text }) => text));
    }
    expect(read).to.deep.equal(texts);
    expect(pages).to.be.above(5);
  });

  it('reads what the platform knows of the consumer', async () => {
    const profile = await conversation.consumerProfile();
    expect(profile).to.include({ userId: consumer.id, acr: 'loa0', issuer: 'https://idp.liveperson.net' });
    expect(profile?.claims).to.deep.equal([]);
    expect(profile?.raw).to.include({ role: 'CONSUMER' });
  });

  it('asks for anything that has no name here, and hears any notification', async () => {
    const heard: string[] = [];
    bot.on('notification', ({ type }) => heard.push(type));
    expect(await bot.request('.KeepAlive')).to.be.a('string');
    expect(await conversation.request('.KeepAlive')).to.be.a('string');
    expect(await rejection(bot.request('.ams.ms.token.GenerateDownloadToken'))).to.be.instanceOf(RequestRefusedError);
    simulator.faults.add({
      match: { frame: 'toClient', type: 'OnlineEventDistribution', of: 'agent' },
      action: { inject: { kind: 'notification', type: '.ams.of.Tomorrow', body: { it: 'is new' } } },
    });
    await conversation.send('one');
    await until('the stranger is heard', () => heard.includes('.ams.of.Tomorrow'));
    expect(heard).to.include('.ams.ms.OnlineEventDistribution');
    expect(bot.health().oddities).to.include({ 'unknown-notification': 1 });
  });

  it('pays no attention to notifications of the past', async () => {
    simulator.faults.add({
      match: { frame: 'toClient', type: 'OnlineEventDistribution', of: 'agent' },
      action: { inject: { kind: 'notification', type: '.ams.routing.RingUpdated', body: { ringState: 'WAITING' } } },
    });
    const heard = new Promise<void>((resolve) => {
      bot.on('notification', ({ type }) => type === '.ams.routing.RingUpdated' && resolve());
    });
    await conversation.send('one');
    await heard;
    expect(bot.health().oddities).not.to.have.property('unknown-notification');
    expect(simulator.frames.get('in .ams.routing.UpdateRingState')).to.equal(1);
  });

  it('subscribes to what it likes', async () => {
    const [brandId, agentId] = [simulator.accountId, ownId()];
    const conversations = await bot.request('.ams.aam.SubscribeExConversations', { stage: ['OPEN'] });
    const { subscriptionId } = conversations as { subscriptionId: string };
    await bot.request('.ams.aam.UpdateExConversationSubscription', { subscriptionId, stage: ['CLOSE'] });
    await bot.request('.ams.aam.UnsubscribeExConversations', { subscriptionId });
    const body = { channelType: 'MESSAGING', brandId, agentId };
    const routing = (await bot.request('.ams.routing.SubscribeRoutingTasks', body)) as { subscriptionId: string };
    await bot.request('.ams.routing.UpdateRoutingTaskSubscription', { ...routing, brandId, agentId });
    expect(bot.conversations.size).to.equal(1);
  });

  it('carries metadata of every kind', async () => {
    const metadata = [
      externalId('x'),
      botResponse({ intents: [{ id: 'order', confidence: 0.8 }] }),
      actionReason('resolved'),
      escalationSummary({ cause: 'none' }),
      survey('nps'),
      ...['Question', 'Answer', 'InvalidAnswer'].map((type) => ({ type, id: 'q1' })),
    ];
    await conversation.send('With a lot to say.', { metadata });
    expect(lastEvent()?.metadata).to.deep.equal(metadata);
  });

  it('reads metadata of every kind that comes in', async () => {
    const metadata = [
      { type: 'ConnectorPaymentResponse', status: 'paid', requestIdentifier: 'r1' },
      { type: 'ConnectorAuthenticationResponse', status: 'ok', token: 't', errors: [] },
      { type: 'SocialMessagingEventData', channel: 'facebook', event: { type: 'comment', source: 'page' } },
      { type: 'Answer', id: 'a1' },
    ];
    await consumer.says('paid', { metadata });
    await until('it is heard', () => bot.heard.at(-1)?.text === 'paid');
    const heard = bot.heard.at(-1)?.metadata ?? [];
    expect(heard).to.deep.equal(metadata);
    expect(findMetadata(heard, 'ConnectorPaymentResponse')?.status).to.equal('paid');
    expect(findMetadata(heard, 'ConnectorAuthenticationResponse')?.token).to.equal('t');
    expect(findMetadata(heard, 'SocialMessagingEventData')).to.include({ channel: 'facebook', source: 'page' });
  });

  it('of an agent who is the one responsible carries his id', () => {
    expect(conversation.assignedAgent?.id).to.equal(ownId());
    expect(conversation.unread[consumer.id]).to.equal(0);
  });
});
