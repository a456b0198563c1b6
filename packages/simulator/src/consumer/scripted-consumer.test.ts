import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acceptRing, MESSAGE, onlineAgent, openAgent, textEvent } from '../agent.test.support.js';
import { ConsumerRefusedError, NotHeardError, SimulatorOptionError } from '../errors.js';
import type { Platform } from '../platform.js';
import { at, type PlainClient } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';
import type { ScriptedConsumer } from './scripted-consumer.js';

describe('ScriptedConsumer', () => {
  let platform: Platform;
  let agent: PlainClient;
  let ann: ScriptedConsumer;

  beforeEach(async () => {
    platform = await startSimulator({ surveyBot: 'surveyor', bots: [{}, { username: 'surveyor', skills: [] }] });
    agent = await onlineAgent(platform);
    ann = platform.consumer({ name: 'Ann' });
  });

  afterEach(() => platform.stop());

  const reply = async (message: string, more: object = {}) => {
    const { body } = await agent.ask('.ams.ms.PublishEvent', {
      dialogId: ann.conversationId,
      event: { ...textEvent(message), ...more },
    });
    return body;
  };

  it('starts a conversation with its first words', async () => {
    expect(await ann.says('hello')).to.equal(0);
    expect(await acceptRing(agent)).to.equal(ann.conversationId);
  });

  it('hears by text, pattern and condition, each message once and in order', async () => {
    await ann.says('hello');
    await acceptRing(agent);
    await reply('one');
    await reply('two');
    await reply('three');
    expect((await ann.hears('one')).sequence).to.equal(1);
    expect((await ann.hears(/^t/)).text).to.equal('two');
    expect((await ann.hears(({ text }) => text.length > 3)).text).to.equal('three');
  });

  it('hears what is said only later', async () => {
    await ann.says('hello');
    await acceptRing(agent);
    const heard = ann.hears('late');
    await reply('late');
    expect((await heard).role).to.equal('ASSIGNED_AGENT');
  });

  it('says what was heard instead when it waited in vain', async () => {
    await ann.says('hello');
    await acceptRing(agent);
    await reply('something else');
    await ann.hears('something');
    const error: unknown = await ann.hears('the point', { within: 1 }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NotHeardError);
    expect((error as Error).message)
      .to.include('"the point"')
      .and.to.include('Before it: "something else"');
  });

  it('stops waiting when its socket is cut', async () => {
    await ann.says('hello');
    const heard = ann.hears('never').catch((reason: unknown) => reason);
    platform.cutSockets({ of: 'consumers' });
    expect(await heard).to.be.instanceOf(NotHeardError);
  });

  it('comes back as the same consumer and hears what it missed, once', async () => {
    await ann.says('hello');
    await acceptRing(agent);
    await agent.ask('.ams.ms.PublishEvent', {
      dialogId: ann.conversationId,
      event: textEvent('hidden'),
      messageAudience: 'AGENTS_AND_MANAGERS',
    });
    await reply('before');
    await ann.hears('before');
    platform.cutSockets({ of: 'consumers' });
    await reply('missed');
    const { id } = ann;
    await ann.connect();
    expect((await ann.hears('missed')).text).to.equal('missed');
    expect(ann.id).to.equal(id);
    expect(ann.transcript.map(({ text }) => text)).to.deep.equal(['hello', 'before', 'missed']);
  });

  it('taps a quick reply as a window does: a receipt and the text, both with the metadata of the click', async () => {
    await ann.says('hello');
    await acceptRing(agent);
    const metadata = [{ type: 'ExternalId', id: 'Yes-1' }];
    const click = { actions: [{ type: 'publishText', text: 'yes please' }], metadata };
    const quickReplies = { type: 'quickReplies', itemsPerRow: 8, replies: [{ type: 'button', title: 'Yes', click }] };
    await reply('sure?', { quickReplies });
    await ann.hears('sure?');
    await ann.taps('Yes');
    const receipt = await agent.next(MESSAGE, (body) => at(body, 'event.status') === 'ACTION');
    expect(receipt['metadata']).to.deep.equal(metadata);
    expect(at(receipt, 'event.sequenceList')).to.deep.equal([1]);
    const answer = await agent.next(MESSAGE, (body) => at(body, 'event.message') === 'yes please');
    expect(answer['metadata']).to.deep.equal(metadata);
  });

  it('taps a button of a card in the same way, and no button that says nothing', async () => {
    await ann.says('hello');
    const conversationId = await acceptRing(agent);
    const metadata = [{ type: 'ExternalId', id: 'small' }];
    const speaking = { actions: [{ type: 'publishText', text: 'the small one' }], metadata };
    const opening = { actions: [{ type: 'link', uri: 'https://example.com' }] };
    const buttons = [
      { type: 'button', title: 'Open', click: opening },
      { type: 'button', title: 'Small', click: speaking },
    ];
    const content = {
      type: 'vertical',
      elements: [
        { type: 'text', text: 'Plans' },
        { type: 'horizontal', elements: buttons },
      ],
    };
    const event = { type: 'RichContentEvent', content };
    await agent.ask('.ams.ms.PublishEvent', { dialogId: conversationId, conversationId, event });
    await ann.hears('Plans');
    await ann.taps('Small');
    const answer = await agent.next(MESSAGE, (body) => at(body, 'event.message') === 'the small one');
    expect(answer['metadata']).to.deep.equal(metadata);
    const refused = await ann.taps('Open').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(SimulatorOptionError);
  });

  it('talks on in the survey that follows the conversation', async () => {
    const surveyor = await openAgent(platform, platform.bots[1]);
    await ann.says('hello');
    await acceptRing(agent);
    await ann.close();
    await ann.says('five stars');
    const message = await surveyor.next(MESSAGE);
    expect(at(message, 'event.message')).to.equal('five stars');
    expect(message).to.include({ sequence: 0, conversationId: ann.conversationId });
    expect(message['dialogId']).not.to.equal(ann.conversationId);
    expect(platform.conversations[0]).to.include({ state: 'CLOSE', stage: 'OPEN' });
  });

  it('starts another conversation once the first has ended', async () => {
    await ann.says('hello');
    const first = ann.conversationId;
    await ann.close({ survey: false });
    await ann.says('hello again');
    expect(ann.conversationId).not.to.equal(first);
  });

  it('passes the refusals of the platform on', async () => {
    await ann.startConversation();
    const error: unknown = await ann.startConversation().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ConsumerRefusedError);
    expect((error as ConsumerRefusedError).status).to.equal(400);
  });
});
