import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { type Conversation, OnConversation, OnWatch } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { conversationOf, saidByBrand } from '../e2e/record.js';
import { until } from '../e2e/until.js';
import { managerOf, ServingBot, started, watching } from './people.js';

describe('A bot', () => {
  it('that is assigned serves what rings for it', async () => {
    await using simulator = await startSimulator();
    await using bot = await started(ServingBot, { simulator });
    bot.work = (message) => message.reply(`You said: ${message.text}`);
    const consumer = simulator.consumer();
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    expect(bot.joined[0]?.myRole).to.equal('ASSIGNED_AGENT');
    expect([...bot.watched.keys()]).to.deep.equal([...bot.conversations.keys()]);
  });

  for (const role of ['MANAGER', 'READER'] as const) {
    it(`that joins all conversations as ${role} hears what is said in them`, async () => {
      await using simulator = await startSimulator();

      class Listener extends ServingBot {
        @OnWatch()
        async listen(conversation: Conversation): Promise<void> {
          await conversation.join(role);
        }
      }

      await using agent = await started(ServingBot, { simulator });
      agent.work = (message) => message.reply('Well.');
      const early = simulator.consumer();
      await early.says('before');
      await early.hears('Well.');
      const options = { ...watching, onJoin: 'all' as const };
      await using listener = await started(Listener, { simulator, user: managerOf(simulator), options });
      const late = simulator.consumer();
      await late.says('after');
      await until('both are heard', () => listener.heard.length > 1);
      expect(listener.heard.map(({ text }) => text).sort()).to.deep.equal(['after', 'before']);
      expect(listener.joined.map(({ myRole }) => myRole)).to.deep.equal([role, role]);
      const { participants } = conversationOf(simulator, late.conversationId);
      expect(participants.map((one) => one.role)).to.have.members(['CONSUMER', 'ASSIGNED_AGENT', role]);
    });
  }

  it('that watches a skill sees the conversations of that skill, and no others', async () => {
    await using simulator = await startSimulator();
    const options = { ...watching, watch: { skillId: '300000001' } };
    await using watcher = await started(ServingBot, { simulator, user: managerOf(simulator), options });
    const other = simulator.consumer({ skillId: '300000000' });
    const wanted = simulator.consumer({ skillId: '300000001' });
    await other.says('one');
    await wanted.says('two');
    await until('it is in view', () => watcher.watched.size > 0);
    expect([...watcher.watched.keys()]).to.deep.equal([wanted.conversationId]);
    expect(watcher.conversations.size).to.equal(0);
  });

  it('that watches sees the same again after a reconnect, and is told of each conversation once', async () => {
    await using simulator = await startSimulator();
    const seen: string[] = [];

    class Watcher extends ServingBot {
      @OnWatch()
      note({ id }: Conversation): void {
        seen.push(id);
      }
    }

    await using watcher = await started(Watcher, { simulator, user: managerOf(simulator), options: watching });
    const consumer = simulator.consumer();
    await consumer.says('one');
    await until('it is in view', () => seen.length > 0);
    const recovered = new Promise((resolve) => watcher.once('recovered', resolve));
    simulator.cutSockets();
    await recovered;
    const another = simulator.consumer();
    await another.says('two');
    await until('the second is in view', () => seen.length > 1);
    expect(seen).to.deep.equal([consumer.conversationId, another.conversationId]);
  });

  it('that looks again now and then keeps one subscription, and is told nothing twice', async () => {
    await using simulator = await startSimulator();
    const options = { session: { ...brisk.session, reconcile: { every: 20 } } };
    await using bot = await started(ServingBot, { simulator, options });
    await simulator.consumer().says('hello');
    const ended = (): number => simulator.frames.get('in .ams.aam.UnsubscribeExConversations') ?? 0;
    await until('it has looked again', () => ended() > 2);
    expect(simulator.frames.get('in .ams.aam.SubscribeExConversations')).to.be.at.most(ended() + 2);
    expect([bot.joined.length, bot.heard.length]).to.deep.equal([1, 1]);
  });

  it('that asks surveys talks in the dialog that follows the main one, and ends it', async () => {
    await using simulator = await startSimulator({
      bots: [{}, { username: 'surveyor', skills: [] }],
      surveyBot: 'surveyor',
    });

    class SurveyBot extends ServingBot {
      @OnConversation()
      async ask(conversation: Conversation): Promise<void> {
        await conversation.send('Were we of help?');
      }
    }

    await using agent = await started(ServingBot, { simulator });
    const options = { agentState: 'AWAY' as const, watch: 'surveys' as const };
    await using surveyor = await started(SurveyBot, { simulator, user: simulator.bots[1], options });
    agent.work = ({ conversation }) => conversation.close({ survey: true });
    surveyor.work = async (message) => {
      await message.reply('Thank you.');
      await message.conversation.close({ dialogId: message.dialogId });
    };
    const consumer = simulator.consumer();
    await consumer.says('solved');
    await consumer.hears('Were we of help?');
    await consumer.says('yes');
    await consumer.hears('Thank you.');
    await until('the whole is over', () => conversationOf(simulator, consumer.conversationId).stage === 'CLOSE');

    const [main, survey] = conversationOf(simulator, consumer.conversationId).dialogs;
    expect([main?.state, survey?.state, survey?.type]).to.deep.equal(['CLOSE', 'CLOSE', 'POST_SURVEY']);
    expect(surveyor.heard.map(({ text }) => text)).to.deep.equal(['yes']);
    expect(surveyor.joined[0]?.dialogs.find(({ type }) => type === 'POST_SURVEY')?.metaData).to.deep.equal({
      appInstallId: simulator.bots[1]?.pid,
    });
    expect(agent.heard.map(({ text }) => text)).to.deep.equal(['solved']);
  });

  it('that only routes sends each conversation on, and says nothing', async () => {
    await using simulator = await startSimulator();
    const clerk = simulator.addBot({ username: 'clerk', skills: ['300000001'] });

    class Controller extends ServingBot {
      @OnWatch()
      async route(conversation: Conversation): Promise<void> {
        if (conversation.skillId === '300000000') await conversation.join('CONTROLLER');
      }

      @OnConversation()
      async send(conversation: Conversation): Promise<void> {
        await conversation.transfer({ skill: '300000001' });
        await conversation.leave();
      }
    }

    const options = { ...watching, onJoin: 'none' as const, receipts: false };
    await using controller = await started(Controller, { simulator, user: managerOf(simulator), options });
    await using agent = await started(ServingBot, { simulator, user: clerk });
    await simulator.consumer({ skillId: '300000001' }).says('routed already');
    const consumer = simulator.consumer({ skillId: '300000000' });
    await consumer.says('anybody');
    await until('it is routed', () => agent.heard.length > 1 && controller.conversations.size === 0);

    const { skillId, participants } = conversationOf(simulator, consumer.conversationId);
    expect(skillId).to.equal('300000001');
    expect(participants.map(({ role }) => role)).to.have.members(['CONSUMER', 'ASSIGNED_AGENT']);
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal([]);
    expect(controller.heard).to.deep.equal([]);
    expect(controller.joined).to.have.length(1);
  });
});
