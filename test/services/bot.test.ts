import { expect } from 'chai';
import {
  Bot,
  button,
  card,
  type Conversation,
  liveperson,
  type Message,
  OnMessage,
  publish,
  StoppedError,
} from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { brisk } from '../e2e/brisk.js';
import type { EchoBot } from '../e2e/echo-bot.js';
import { until } from '../e2e/until.js';
import { hostsOf, refusalOf } from './desk.js';

/** Does what it is told. */
class ServingBot extends Bot {
  readonly served: Conversation[] = [];

  @OnMessage('card')
  async show({ conversation }: Message): Promise<void> {
    await conversation.send(card({ title: 'Shoes', buttons: [button('Buy', publish('buy'))] }));
  }

  @OnMessage('human')
  async handOver({ conversation }: Message): Promise<void> {
    await conversation.transfer({ skill: '300000001' });
  }

  @OnMessage('hurry')
  async hurry({ conversation }: Message): Promise<void> {
    await conversation.setTtr('URGENT');
  }

  @OnMessage('bye')
  async end({ conversation }: Message): Promise<void> {
    await conversation.close();
  }

  @OnMessage('remember')
  async remember({ conversation }: Message): Promise<void> {
    const { context, nextActions } = this.services;
    await context.set('orders', { intent: 'buy' }, { session: conversation.id });
    const { actions } = await nextActions.ask({ conversationId: conversation.id });
    for (const { text: said } of actions) if (said !== undefined) await conversation.send(said);
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    this.served.push(message.conversation);
    await message.reply(`You said: ${message.text}`);
  }
}

describe('A bot', () => {
  let simulator: Simulator;
  let bot: ServingBot;
  let ann: ScriptedConsumer;

  const botAt = <B extends Bot>(make: new (...given: ConstructorParameters<typeof EchoBot>) => B, index = 0): B => {
    const { accountId, bots, url: csds, admin } = simulator;
    const { user, password } = admin.orchestrator;
    const orchestrator = { region: 'z1', user, password, hosts: hostsOf(simulator) } as const;
    const { credentials } = bots[index] ?? bots[0];
    return new make(liveperson({ accountId, credentials, csds, orchestrator }), brisk);
  };

  beforeEach(async () => {
    simulator = await startSimulator();
    bot = botAt(ServingBot);
    await bot.start();
    ann = simulator.consumer();
  });

  afterEach(async () => {
    await bot.stop();
    await ann.leave();
    await simulator.stop();
  });

  it('R44 hears a text and answers it', async () => {
    await ann.says('hello');
    await ann.hears('You said: hello');
  });

  it('R45 shows structured content', async () => {
    await ann.says('card');
    await until('the card has come', () => ann.events.some(({ event }) => event.type === 'RichContentEvent'));
    expect(JSON.stringify(ann.events)).to.include('Shoes').and.include('Buy');
  });

  it('R46 hands over to a skill: it leaves, the skill changes, and a person is rung', async () => {
    const eve = simulator.agent();
    await eve.connect();
    await ann.says('human');
    expect(await eve.accepts()).to.equal(ann.conversationId);
    const [conversation] = simulator.conversations;
    expect(conversation?.skillId).to.equal('300000001');
    expect(conversation?.participants.map(({ id }) => id)).not.to.include(simulator.bots[0].oldId);
    await eve.leave();
  });

  it('R47 changes how soon an answer is due, and is told of it', async () => {
    await ann.says('hello');
    await ann.hears('You said: hello');
    await ann.says('hurry');
    await until('the conversation is urgent', () => simulator.conversations[0]?.ttr.ttrType === 'URGENT');
    await until('the bot knows', () => JSON.stringify(bot.served[0]?.ttr ?? {}).includes('URGENT'));
  });

  it('R48 closes a conversation for both sides', async () => {
    await ann.says('bye');
    await until('it is closed', () => simulator.conversations[0]?.stage === 'CLOSE');
    await until('the bot knows', () => bot.conversations.size === 0);
    expect(simulator.conversations[0]?.closeReason).to.equal('AGENT');
  });

  it('R49 is rung no more once it holds as many conversations as it may', async () => {
    await bot.stop();
    await simulator.stop();
    simulator = await startSimulator({ bots: [{ capacity: 2 }] });
    bot = botAt(ServingBot);
    await bot.start();
    const consumers = [1, 2, 3].map(() => simulator.consumer());
    for (const consumer of consumers) await consumer.says('hello');
    await Promise.all(consumers.slice(0, 2).map((consumer) => consumer.hears('You said: hello')));
    expect(simulator.agents[0]).to.include({ assigned: 2, ringing: 0 });
    await consumers[0]?.close({ survey: false });
    await consumers[2]?.hears('You said: hello');
    for (const consumer of consumers) await consumer.leave();
  });

  it('R36 remembers in the context service what it heard, and R37 does what the policies suggest', async () => {
    const say = { type: 'SEND_MESSAGE', payload: { text: 'A colleague will be with you' } };
    simulator.admin.orchestrator.suggest({ id: 'r', name: 'Orders', actions: [say] });
    await ann.says('remember');
    await ann.hears('A colleague will be with you');
    const session = ann.conversationId ?? '';
    expect(await bot.services.context.read('orders', { session })).to.deep.equal({ intent: 'buy' });
  });

  it('R28 asks the users API with the bearer of its session, and makes no client before', async () => {
    const requests = (): number => simulator.log.filter(({ kind }) => kind === 'request').length;
    const before = requests();
    const { services } = bot;
    expect(services).to.equal(bot.services);
    expect(services.users).to.equal(services.users);
    expect(requests()).to.equal(before);
    expect((await services.users.list()).users).to.have.length(1);
    expect(requests()).to.equal(before + 1);
  });

  it('R28 asks nothing while it does not run, and goes on when it runs again', async () => {
    const { users } = bot.services;
    await users.list();
    simulator.faults.add({ match: { request: '/users' }, action: 'hang' });
    const hanging = refusalOf(users.list());
    await until('the call is under way', () => simulator.faults.log.length === 1);
    await bot.stop();
    expect(await hanging).to.be.instanceOf(StoppedError);
    expect(await refusalOf(users.list())).to.be.instanceOf(StoppedError);
    await bot.start();
    expect((await users.list()).users).to.have.length(1);
  });
});
