import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { ContentError, type Conversation, isHoldfastError, RequestRefusedError, StoppedError } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { conversationOf } from '../e2e/record.js';
import { rejection } from '../e2e/rejection.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';
import { managerOf, ServingBot, started, watching } from './people.js';

describe('A conversation that is used wrongly', () => {
  let simulator: Simulator;
  let bot: ServingBot;
  let consumer: ScriptedConsumer;
  let conversation: Conversation;

  beforeEach(async () => {
    simulator = await startSimulator();
    bot = await started(ServingBot, { simulator });
    consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('hello');
    await until('the bot has heard it', () => bot.heard.length > 0);
    conversation = bot.joined[0] ?? expect.fail('Nothing was joined.');
  });

  afterEach(async () => {
    await bot.stop();
    await simulator.stop();
  });

  const view = () => conversationOf(simulator, conversation.id);
  const said = () => view().dialogs[0]?.events.filter(({ event }) => event['type'] === 'ContentEvent').length;

  for (const [what, text] of [
    ['an empty text', ''],
    ['nothing but blanks', ' \n\t'],
    ['a text of 100 kB', 'x'.repeat(102_400)],
    ['half of a surrogate pair', 'smile \ud83d'],
  ] as const) {
    it(`refuses ${what}, and says the next thing`, async () => {
      const error = await rejection(conversation.send(text));
      expect(error).to.be.instanceOf(ContentError);
      expect(String(error)).not.to.include('smile');
      expect(said()).to.equal(1);
      await conversation.send('All is well.');
      await consumer.hears('All is well.');
    });
  }

  it('stays with the bot when the skill is unknown: nothing is half done', async () => {
    const error = await rejection(conversation.transfer({ skill: '999' }));
    expect(error).to.be.instanceOf(RequestRefusedError).and.include({ status: 400 });
    expect(view().skillId).to.equal('300000000');
    expect(view().participants.map(({ role }) => role)).to.include('ASSIGNED_AGENT');
    await conversation.send('I am still here.');
    await consumer.hears('I am still here.');
  });

  it('stays with the bot when the agent is unknown', async () => {
    const error = await rejection(conversation.transfer({ agent: '12345678.1', skill: '300000001' }));
    expect(error).to.be.instanceOf(RequestRefusedError);
    expect(view().skillId).to.equal('300000000');
    expect(view().participants.map(({ role }) => role)).to.include('ASSIGNED_AGENT');
  });

  it('is closed once, however often it is told', async () => {
    await conversation.close();
    await conversation.close();
    await until('it is over', () => bot.conversations.size === 0);
    await conversation.close();
    expect(simulator.frames.get('in .ams.cm.UpdateConversationField')).to.equal(1);
  });

  it('takes nothing after its end', async () => {
    await conversation.close();
    await until('it is over', () => bot.conversations.size === 0);
    expect(await rejection(conversation.send('Too late.'))).to.include({ code: 'DIALOG_CLOSED' });
    for (const act of [
      () => conversation.typing(),
      () => conversation.join('MANAGER'),
      () => conversation.transfer({ skill: '300000001' }),
      () => conversation.setTtr('URGENT'),
    ]) {
      const error = await rejection(act());
      expect(isHoldfastError(error), String(error)).to.equal(true);
      expect(error).to.be.instanceOf(RequestRefusedError);
    }
    expect(view()).to.include({ stage: 'CLOSE', skillId: '300000000' });
  });

  it('hears no reply of a handler that has handed it over', async () => {
    const errors: unknown[] = [];
    bot.work = async (message) => {
      await message.conversation.transfer({ skill: '300000001' });
      errors.push(await rejection(message.reply('One more thing.')));
    };
    await consumer.says('human');
    await until('the reply is refused', () => errors.length > 0);
    expect(errors[0]).to.satisfy(isHoldfastError);
    await until('the bot is out', () => bot.conversations.size === 0);
    expect(view().skillId).to.equal('300000001');
    expect(said()).to.equal(2);
  });

  it('is not joined once it is closed', async () => {
    await using manager = await started(ServingBot, { simulator, user: managerOf(simulator), options: watching });
    await until('it is in view', () => manager.watched.has(conversation.id));
    const seen = manager.watched.get(conversation.id) ?? expect.fail('It is not in view.');
    await consumer.close({ survey: false });
    await until('its end is seen', () => manager.watched.size === 0);
    expect(await rejection(seen.join('MANAGER'))).to.be.instanceOf(RequestRefusedError);
    expect(seen).to.include({ stage: 'CLOSE', closeReason: 'CONSUMER' });
    expect(manager.conversations.size).to.equal(0);
  });

  it('cannot be changed by a bot that is no part of it', async () => {
    await conversation.leave();
    await until('the bot is out', () => bot.conversations.size === 0);
    await until('nobody has it again', () => bot.conversations.size === 0);
    expect(await rejection(bot.startConversation({ consumerId: '' }))).to.include({ option: 'consumerId' });
    expect(await rejection(bot.startConversation({ consumerId: 'nobody' }))).to.be.instanceOf(RequestRefusedError);
    expect(await rejection(bot.setAgentState('BUSY' as never))).to.include({ option: 'agentState' });
  });

  it('belongs to a bot that runs', async () => {
    const idle = new ServingBot(wayTo(simulator), brisk);
    expect(await rejection(idle.request('.KeepAlive'))).to.be.instanceOf(StoppedError);
    expect(await rejection(idle.setAgentState('AWAY'))).to.be.instanceOf(StoppedError);
    await bot.stop();
    expect(await rejection(conversation.send('Anybody?'))).to.include({ code: 'STOPPED' });
    expect(await rejection(bot.request('.KeepAlive'))).to.be.instanceOf(StoppedError);
  });
});
