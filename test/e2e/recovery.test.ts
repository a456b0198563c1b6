import { ManualClock, type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { type BotEvents, liveperson } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk, briskSession } from './brisk.js';
import { EchoBot } from './echo-bot.js';
import { isGood } from './is-good.js';
import { readByBrand, saidByBrand } from './record.js';
import { told } from './told.js';
import { until } from './until.js';
import { watched } from './watched.js';
import { wayTo } from './way-to.js';

/** Long enough for a consumer to say something meanwhile. */
const OUTAGE = 250;
const slower = { ...brisk, session: { ...briskSession, reconnect: { windows: [[OUTAGE, OUTAGE]] as const } } };

const CALL = { timeout: 5_000, retryDelays: [] };

/** Somebody else logs in as the bot's user, with another client. */
async function logInElsewhere(simulator: Simulator): Promise<void> {
  const { accountId, url: csds, bots } = simulator;
  const { authenticator } = liveperson({ accountId, csds, credentials: bots[0].userCredentials });
  const { signal } = new AbortController();
  await authenticator.login(await authenticator.discover({ ...CALL, signal }), { ...CALL, signal });
}

async function greeted(simulator: Simulator): Promise<ScriptedConsumer> {
  const consumer = simulator.consumer();
  await consumer.says('one');
  await consumer.hears('You said: one');
  return consumer;
}

describe('A bot that loses its connection', () => {
  const ends: readonly (readonly [string, number | undefined, Partial<BotEvents['interrupted']>])[] = [
    ['without a close frame', undefined, { code: 1006 }],
    ['with 1000', 1000, { code: 1000, reason: 'closed' }],
    ['with 1001', 1001, { code: 1001, reason: 'closed' }],
    ['with 4401', 4401, { code: 4401, reason: 'closed' }],
  ];
  for (const [name, code, facts] of ends) {
    it(`comes back after a socket that ended ${name}, and misses nothing`, async () => {
      await using simulator = await startSimulator();
      await using bot = new EchoBot(wayTo(simulator), slower);
      await bot.start();
      const consumer = await greeted(simulator);
      await until('the first message is marked READ', () => readByBrand(simulator, consumer.conversationId).length > 0);
      const interrupted = told(bot, 'interrupted');
      const recovered = told(bot, 'recovered');

      simulator.cutSockets(code === undefined ? {} : { code });
      expect(await interrupted).to.include({ attempt: 1, retryIn: OUTAGE, ...facts });
      await consumer.says('two');
      const stranger = simulator.consumer();
      await stranger.says('three');
      expect(bot.state.phase).to.equal('waiting');

      expect(await recovered).to.include({ missed: 1 });
      await consumer.hears('You said: two');
      await stranger.hears('You said: three');
      await consumer.says('four');
      await consumer.hears('You said: four');
      const said = saidByBrand(simulator, consumer.conversationId);
      expect(said).to.deep.equal(['Hello!', 'You said: one', 'You said: two', 'You said: four']);
      expect(saidByBrand(simulator, stranger.conversationId)).to.deep.equal(['Hello!', 'You said: three']);
    });
  }

  it('spreads out as it is asked to by 1012', async function () {
    this.timeout(20_000);
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), { ...brisk, random: () => 0 });
    await bot.start();
    const consumer = await greeted(simulator);
    const interrupted = told(bot, 'interrupted');
    const recovered = told(bot, 'recovered');
    simulator.cutSockets({ code: 1012 });
    expect(await interrupted).to.include({ code: 1012, retryIn: 5_000 });
    await consumer.says('two');
    await recovered;
    await consumer.hears('You said: two');
  });

  it('takes a new bearer when the close code speaks against the old one, and only then', async () => {
    await using simulator = await startSimulator();
    const { platform, grants } = watched(wayTo(simulator));
    await using bot = new EchoBot(platform, brisk);
    await bot.start();
    for (const [code, logins] of [
      [1001, 1],
      [4401, 2],
    ] as const) {
      const recovered = told(bot, 'recovered');
      simulator.cutSockets({ code });
      await recovered;
      expect(grants).to.have.length(logins);
    }
  });

  it('sends once what was said meanwhile through a conversation', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), slower);
    await bot.start();
    const consumer = await greeted(simulator);
    const interrupted = told(bot, 'interrupted');
    simulator.cutSockets();
    await interrupted;
    await bot.conversations.get(consumer.conversationId ?? '')?.send('Sorry for the delay.');
    await consumer.hears('Sorry for the delay.');
    expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal([
      'Hello!',
      'You said: one',
      'Sorry for the delay.',
    ]);
  });

  it('learns that a conversation ended meanwhile', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), slower);
    await bot.start();
    const consumer = await greeted(simulator);
    const interrupted = told(bot, 'interrupted');
    const recovered = told(bot, 'recovered');
    simulator.cutSockets();
    await interrupted;
    await consumer.close({ survey: false });
    await recovered;
    expect(bot.closed).to.deep.equal([consumer.conversationId]);
    expect(bot.conversations.size).to.equal(0);
  });

  it('survives a restart of the platform, and serves new conversations', async () => {
    let simulator = await startSimulator();
    const { accountId, url: csds, port } = simulator;
    const credentials = () => simulator.bots[0].credentials;
    await using bot = new EchoBot(liveperson({ accountId, csds, credentials }), brisk);
    await bot.start();
    const before = await greeted(simulator);
    const interrupted = told(bot, 'interrupted');
    await simulator.stop();
    await interrupted;

    const recovered = told(bot, 'recovered');
    await using again = await startSimulator({ port });
    simulator = again;
    await recovered;
    await greeted(simulator);
    expect(bot.closed).to.deep.equal([before.conversationId]);
    expect(bot.conversations.size).to.equal(1);
  });
});

describe('A bot whose bearer dies', () => {
  for (const secondLogin of ['close4401', 'terminate'] as const) {
    it(`logs in again after a login elsewhere that ended its socket (${secondLogin})`, async () => {
      await using simulator = await startSimulator({ secondLogin });
      const { platform, grants } = watched(wayTo(simulator));
      await using bot = new EchoBot(platform, brisk);
      await bot.start();
      const consumer = await greeted(simulator);
      const recovered = told(bot, 'recovered');
      await logInElsewhere(simulator);
      await recovered;
      await consumer.says('two');
      await consumer.hears('You said: two');
      expect(grants).to.have.length(2);
    });
  }

  it('logs in again, and keeps a socket that the platform has left alone', async () => {
    await using simulator = await startSimulator({ secondLogin: 'leave' });
    const { platform, grants } = watched(wayTo(simulator));
    const session = { ...briskSession, refresh: { every: 50 } };
    await using bot = new EchoBot(platform, { ...brisk, session });
    let interruptions = 0;
    bot.on('interrupted', () => (interruptions += 1));
    await bot.start();
    await logInElsewhere(simulator);
    await new Promise<void>((resolve) => bot.on('refreshed', ({ replaced }) => replaced && resolve()));
    expect(grants).to.have.length(2);
    expect(await isGood(grants[1])).to.equal(true);
    expect(interruptions).to.equal(0);
    await greeted(simulator);
  });

  it('keeps it from dying of age', async () => {
    const clock = new ManualClock();
    await using simulator = await startSimulator({ clock, timings: { session: 1_000, idle: Infinity } });
    const { platform, grants } = watched(wayTo(simulator));
    const session = { ...briskSession, refresh: { every: 20 } };
    await using bot = new EchoBot(platform, { ...brisk, session });
    await bot.start();
    for (let round = 0; round < 5; round += 1) {
      clock.advance(900);
      expect(await told(bot, 'refreshed')).to.deep.include({ replaced: false });
    }
    const recovered = told(bot, 'recovered');
    simulator.cutSockets();
    await recovered;
    expect(grants).to.have.length(1);
  });

  it('gives up when another process takes its user again and again', async () => {
    await using simulator = await startSimulator({ secondLogin: 'close4401' });
    await using first = new EchoBot(wayTo(simulator), brisk);
    await using second = new EchoBot(wayTo(simulator), brisk);
    const failed = Promise.race([told(first, 'failed'), told(second, 'failed')]);
    await Promise.allSettled([first.start(), second.start()]);
    expect((await failed).error).to.include({ code: 'BOT_USER_TAKEN', transient: false });
    await until('the other one has the user to itself', () =>
      [first, second].some(({ state }) => state.phase === 'live'),
    );
  });
});
