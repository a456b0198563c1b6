import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acceptRing, onlineAgent, textEvent } from '../agent.test.support.js';
import type { ScriptedConsumer } from '../consumer/scripted-consumer.js';
import { AgentRefusedError, NotHeardError, SimulatorOptionError } from '../errors.js';
import type { Platform } from '../platform.js';
import type { PlainClient } from '../plain-client.test.support.js';
import { startSimulator } from '../start-simulator.js';
import type { ScriptedAgent } from './scripted-agent.js';

const HUMAN = '300000001';

describe('ScriptedAgent', () => {
  let platform: Platform;
  let eve: ScriptedAgent;
  let ann: ScriptedConsumer;

  beforeEach(async () => {
    platform = await startSimulator();
    eve = platform.agent({ username: 'eve' });
    ann = platform.consumer({ name: 'Ann', skillId: HUMAN });
  });

  afterEach(() => platform.stop());

  it('is none of the bots, and serves the skill for people', () => {
    expect(platform.bots).to.have.lengthOf(1);
    expect(platform.agents.map(({ username }) => username)).to.deep.equal(['bot-1', 'eve']);
  });

  it('accepts, hears what was said before and after, and answers', async () => {
    const conversationId = await ann.startConversation();
    await ann.says('is anybody there?');
    expect(await eve.accepts()).to.equal(conversationId);
    await eve.hears('is anybody there?');
    await ann.says('hello?');
    await eve.hears('hello?');
    await eve.says('to a colleague', { private: true });
    await eve.says('I am Eve.');
    await ann.hears('I am Eve.');
    expect(ann.transcript.map(({ text }) => text)).not.to.include('to a colleague');
  });

  it('hears once what it gets live and from history', async () => {
    await ann.startConversation();
    await eve.accepts();
    await ann.says('just once');
    await eve.hears('just once');
    await eve.transfers({ skill: HUMAN });
    await eve.accepts();
    expect(eve.events.map(({ sequence }) => sequence)).to.deep.equal([0]);
  });

  it('takes over from a bot that hands over to a skill', async () => {
    const bot = await onlineAgent(platform);
    await eve.connect();
    await platform.consumer().startConversation({ skillId: '300000000' });
    const conversationId = await acceptRing(bot);
    await bot.ask('.ams.cm.UpdateConversationField', {
      conversationId,
      conversationField: [
        { field: 'ParticipantsChange', type: 'REMOVE', role: 'ASSIGNED_AGENT', userId: platform.bots[0].oldId },
        { field: 'Skill', type: 'UPDATE', skill: HUMAN },
      ],
    });
    expect(await eve.accepts()).to.equal(conversationId);
  });

  it('declines, so that it rings with another', async () => {
    await ann.startConversation();
    await eve.declines();
    const adam = platform.agent({ username: 'adam' });
    expect(await adam.accepts()).to.equal(ann.conversationId);
  });

  it('hands over to a colleague of choice, and back to the bots', async () => {
    await ann.startConversation();
    await eve.accepts();
    const adam = platform.agent({ username: 'adam' });
    await adam.connect();
    await adam.goes('OCCUPIED');
    await eve.transfers({ skill: HUMAN, agent: adam.user.oldId });
    await adam.accepts();
    await adam.transfers({ skill: '300000000' });
    const bot: PlainClient = await onlineAgent(platform);
    const dialogId = await acceptRing(bot);
    expect((await bot.ask('.ams.ms.PublishEvent', { dialogId, event: textEvent('a bot again') })).code).to.equal(200);
    await ann.hears('a bot again');
  });

  it('closes, and comes back as himself after a loss', async () => {
    await ann.startConversation();
    await eve.accepts();
    await eve.leave();
    await eve.says('back');
    await ann.hears('back');
    await eve.closes();
    expect(platform.conversations[0]).to.include({ state: 'CLOSE', closeReason: 'AGENT' });
    const late = await eve.says('late').catch((error: unknown) => error);
    expect(late).to.be.instanceOf(AgentRefusedError);
  });

  it('says what it lacks', async () => {
    const nothing = await eve.says('x').catch((error: unknown) => error);
    expect(nothing).to.be.instanceOf(SimulatorOptionError);
    const silence = await eve.accepts({ within: 1 }).catch((error: unknown) => error);
    expect(silence).to.be.instanceOf(NotHeardError);
  });
});
