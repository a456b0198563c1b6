import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, liveperson, type Message, OnMessage, type Phase } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk, briskSession } from './brisk.js';
import { Door } from './door.js';
import { EchoBot } from './echo-bot.js';
import { isGood } from './is-good.js';
import { rejection } from './rejection.js';
import { readByBrand, saidByBrand } from './record.js';
import { told } from './told.js';
import { until } from './until.js';
import { watched } from './watched.js';
import { wayTo } from './way-to.js';

const logins = (simulator: Simulator): number => simulator.log.filter(({ kind }) => kind === 'login').length;

/** Its handler runs until the door opens, and tells when its time is over. */
class SlowBot extends Bot {
  readonly begun = new Door();
  readonly end = new Door();
  readonly aborted = new Door();

  @OnMessage()
  async answer(message: Message): Promise<void> {
    message.signal.addEventListener('abort', () => this.aborted.open());
    this.begun.open();
    await this.end.opened;
    await message.reply(`You said: ${message.text}`);
  }
}

describe('The life of a bot', () => {
  describe('start()', () => {
    it('resolves once the session is live, after telling every step', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      const events: string[] = [];
      const phases: Phase[] = [];
      const watching = bot.events$.subscribe(({ type }) => events.push(type));
      watching.add(bot.state$.subscribe(({ phase }) => phases.push(phase)));

      await bot.start();

      expect(bot.state).to.include({ phase: 'live', attempt: 0 });
      expect(simulator.agents[0]).to.include({ availability: 'ONLINE', sockets: 1 });
      expect(events).to.deep.equal(['discovered', 'authenticated', 'connected', 'live']);
      expect(phases).to.deep.equal(['idle', 'discovering', 'authenticating', 'connecting', 'resuming', 'live']);
      watching.unsubscribe();
    });

    it('called twice waits for the same session', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await Promise.all([bot.start(), bot.start()]);
      await bot.start();
      expect(logins(simulator)).to.equal(1);
      expect(simulator.agents[0]?.sockets).to.equal(1);
    });

    it('begins a new session after stop()', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await bot.start();
      await bot.stop();
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('again');
      await consumer.hears('You said: again');
      expect(logins(simulator)).to.equal(2);
    });

    it('rejects when the platform refuses the bot, and may be called again', async () => {
      await using simulator = await startSimulator();
      const { accountId, url: csds } = simulator;
      const [{ credentials: good }] = simulator.bots;
      let credentials = { ...good, appKey: 'outdated' };
      await using bot = new EchoBot(liveperson({ accountId, csds, credentials: () => credentials }), brisk);
      const failed = told(bot, 'failed');

      expect(await rejection(bot.start())).to.include({ code: 'LOGIN_REFUSED', transient: false });
      expect((await failed).error.code).to.equal('LOGIN_REFUSED');
      expect(bot.state.phase).to.equal('failed');

      credentials = good;
      await bot.start();
      expect(simulator.agents[0]?.availability).to.equal('ONLINE');
    });

    it('rejects when the bot is stopped meanwhile', async () => {
      const simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await simulator.stop();
      const starting = rejection(bot.start());
      await told(bot, 'interrupted');
      await bot.stop();
      expect(await starting).to.include({ code: 'STOPPED' });
      expect(bot.state.phase).to.equal('closed');
    });

    it('waits through an outage', async () => {
      let simulator = await startSimulator();
      const { accountId, url: csds, port } = simulator;
      await simulator.stop();
      const credentials = () => simulator.bots[0].credentials;
      await using bot = new EchoBot(liveperson({ accountId, csds, credentials }), brisk);
      const interrupted = told(bot, 'interrupted');
      const starting = bot.start();
      expect(await interrupted).to.include({ attempt: 1 });

      await using again = await startSimulator({ port });
      simulator = again;
      await starting;
      expect(bot.state.phase).to.equal('live');
    });

    it('gives up on its signal', async () => {
      const simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await simulator.stop();
      const giveUp = new AbortController();
      const reason = new Error('the process was asked to end');
      const starting = rejection(bot.start({ signal: giveUp.signal }));
      await told(bot, 'interrupted');
      const closed = told(bot, 'closed');
      giveUp.abort(reason);
      expect(await starting).to.equal(reason);
      await closed;
      expect(bot.state.phase).to.equal('closed');
    });

    it('does not begin with a signal that was aborted before', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      const reason = new Error('too late');
      expect(await rejection(bot.start({ signal: AbortSignal.abort(reason) }))).to.equal(reason);
      expect(bot.state.phase).to.equal('idle');
      expect(simulator.log).to.deep.equal([]);
    });
  });

  describe('stop()', () => {
    it('lets a running handler finish and its answer arrive', async () => {
      await using simulator = await startSimulator();
      await using bot = new SlowBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('slowly');
      await bot.begun.opened;

      const draining = told(bot, 'draining');
      const stopping = bot.stop();
      await draining;
      bot.end.open();
      await consumer.hears('You said: slowly');
      await stopping;
      expect(bot.unfinished).to.equal(0);
      expect(bot.state.phase).to.equal('closed');
    });

    it('takes neither messages nor rings any more', async () => {
      await using simulator = await startSimulator();
      await using bot = new SlowBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('slowly');
      await bot.begun.opened;

      const draining = told(bot, 'draining');
      const stopping = bot.stop();
      await draining;
      await consumer.says('too late');
      const stranger = simulator.consumer();
      await stranger.says('too late as well');
      bot.end.open();
      await stopping;

      expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['You said: slowly']);
      expect(saidByBrand(simulator, stranger.conversationId)).to.deep.equal([]);
    });

    it('does not wait for a handler longer than it is told', async () => {
      await using simulator = await startSimulator();
      await using bot = new SlowBot(wayTo(simulator), brisk);
      await bot.start();
      await simulator.consumer().says('for ever');
      await bot.begun.opened;
      await bot.stop({ drainTimeout: 20 });
      await bot.aborted.opened;
      expect(bot.unfinished).to.equal(1);
      bot.end.open();
    });

    it('says AWAY, gives the bearer back and closes the socket with 1000', async () => {
      await using simulator = await startSimulator();
      const { platform, grants } = watched(wayTo(simulator));
      await using bot = new EchoBot(platform, brisk);
      await bot.start();
      const [grant] = grants;
      expect(await isGood(grant)).to.equal(true);
      const statesSet = () => simulator.frames.get('in .ams.routing.SetAgentState');
      expect(statesSet()).to.equal(1);

      await bot.stop();

      expect(await isGood(grant)).to.equal(false);
      await until('the platform has seen the socket close', () => simulator.agents[0]?.sockets === 0);
      expect(simulator.log.filter(({ kind }) => kind === 'closed').at(-1)).to.include({ role: 'agent', code: 1000 });
      expect(simulator.agents[0]?.availability).to.equal('OFFLINE');
      expect(statesSet()).to.equal(2);
    });

    it('called twice, or before start(), is harmless', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await bot.stop();
      expect(bot.state.phase).to.equal('idle');
      await bot.start();
      let closed = 0;
      bot.on('closed', () => (closed += 1));
      await Promise.all([bot.stop(), bot.stop()]);
      await bot.stop();
      expect(closed).to.equal(1);
    });

    it('ends an outage', async () => {
      const simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      await bot.start();
      const interrupted = told(bot, 'interrupted');
      await simulator.stop();
      await interrupted;
      await bot.stop();
      expect(bot.state.phase).to.equal('closed');
    });

    it('is what leaving the scope of `await using` does', async () => {
      await using simulator = await startSimulator();
      const phases: Phase[] = [];
      {
        await using bot = new EchoBot(wayTo(simulator), brisk);
        bot.state$.subscribe(({ phase }) => phases.push(phase));
        await bot.start();
      }
      expect(phases.slice(-3)).to.deep.equal(['live', 'draining', 'closed']);
    });
  });

  describe('its events', () => {
    it('reach listeners until they are taken off', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      const heard: string[] = [];
      const listener = (): void => void heard.push('on');
      bot.on('live', listener);
      bot.once('live', () => heard.push('once'));
      await bot.start();
      await bot.stop();
      await bot.start();
      bot.off('live', listener);
      await bot.stop();
      await bot.start();
      expect(heard).to.deep.equal(['on', 'once', 'on']);
    });

    it('survive a listener that throws', async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), brisk);
      const heard: string[] = [];
      bot.on('live', () => {
        throw new Error('a careless listener');
      });
      const watching = bot.events$.subscribe(({ type }) => heard.push(type));
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('still there?');
      await consumer.hears('You said: still there?');
      expect(heard.at(-1)).to.equal('live');
      watching.unsubscribe();
    });
  });

  it('shows in health()', async () => {
    await using simulator = await startSimulator();
    const session = { ...briskSession, keepAlive: { every: 20 }, reconnect: { windows: [[60_000, 60_000]] as const } };
    await using bot = new EchoBot(wayTo(simulator), { ...brisk, session });
    expect(bot.health()).to.include({ live: false, ready: false, phase: 'idle', conversations: 0 });

    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await until('the clock has answered', () => bot.health().clock !== undefined);
    await until('the message is marked READ', () => readByBrand(simulator, consumer.conversationId).length === 1);
    expect(bot.health()).to.include({ live: true, ready: true, phase: 'live', attempt: 0, conversations: 1 });
    expect(bot.health().clock?.at).to.be.an.instanceOf(Date);
    expect(bot.health().delivery).to.include({ dialogs: 1, queued: 0 });

    const interrupted = told(bot, 'interrupted');
    simulator.cutSockets();
    const { reason, retryIn } = await interrupted;
    const { since, retryAt, ...health } = bot.health();
    expect(health).to.include({ live: false, ready: false, phase: 'waiting', attempt: 1 });
    expect(retryIn).to.equal(60_000);
    expect(Number(retryAt) - Number(since)).to.equal(60_000);
    expect(bot.state.reason).to.equal(reason);
    const waiting = rejection(
      bot.conversations.get(consumer.conversationId ?? '')?.send('waiting') ?? Promise.resolve(),
    );
    await until('a request waits', () => bot.health().waitingRequests === 1);
    expect(bot.health().delivery.outgoing).to.equal(1);

    await bot.stop();
    expect(await waiting).to.include({ code: 'STOPPED' });
    expect(bot.health()).to.include({ live: false, ready: false, phase: 'closed' });
  });

  it('does not depend on that of another bot in the same process', async () => {
    await using simulator = await startSimulator({
      bots: [
        { username: 'first', skills: ['300000000'] },
        { username: 'second', skills: ['300000001'] },
      ],
    });
    const [firstUser, secondUser = firstUser] = simulator.bots;
    await using first = new EchoBot(wayTo(simulator, firstUser), brisk);
    await using second = new EchoBot(wayTo(simulator, secondUser), brisk);
    await Promise.all([first.start(), second.start()]);
    const consumer = simulator.consumer({ skillId: '300000001' });
    await consumer.says('one');
    await consumer.hears('You said: one');
    let disturbed = 0;
    second.on('interrupted', () => (disturbed += 1));

    const recovered = told(first, 'recovered');
    simulator.kick({ username: 'first' });
    await recovered;
    await first.stop();

    await consumer.says('two');
    await consumer.hears('You said: two');
    expect(disturbed).to.equal(0);
    expect(first.handled).to.deep.equal([]);
    expect(second.handled).to.deep.equal(['one', 'two']);
  });
});
