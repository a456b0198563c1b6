import { Consumer, type Identity, window } from '@holdfast/consumer';
import { type FaultRule, ManualClock, type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { brandToken, ConfigurationError, type Logger, LoginRefusedError, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { brand } from './brand.js';
import { briskSession } from './brisk.js';
import { ConsumerScene } from './consumer-scene.js';
import { rejection } from './rejection.js';
import { until } from './until.js';

/** What was heard of the echo, in order. */
const echoes = (texts: readonly unknown[]): readonly unknown[] =>
  texts.filter((text) => typeof text === 'string' && text.startsWith('You said: '));

const rest = ({ simulator }: ConsumerScene, part: string): number =>
  simulator.log.filter((record) => record.kind === 'request' && record.route.includes(part)).length;

/** A consumer whom the brand vouches for, with tokens of a minute by the platform's clock. */
async function vouched(): Promise<{ readonly scene: ConsumerScene; readonly clock: ManualClock; asked: () => number }> {
  const clock = new ManualClock(Date.now());
  let asked = 0;
  const jwt = (): Promise<string> => {
    asked += 1;
    return brandToken({ ...brand, subject: 'customer-7', lifetime: 60_000, issuedAt: clock.now() });
  };
  const scene = await ConsumerScene.set({
    identity: { jwt },
    simulator: { clock, timings: { idle: Infinity, initConnection: Infinity } },
  });
  scene.simulator.admin.authenticateConsumers({ flow: 'implicit', publicKey: brand.publicKey, issuer: brand.issuer });
  await Promise.all([scene.bot.start(), scene.consumer.start()]);
  return { scene, clock, asked: () => asked };
}

describe('A consumer in an outage', () => {
  it('comes back when his socket is cut, and hears what was said meanwhile, once', async () => {
    await using scene = await ConsumerScene.live();
    const { consumer, simulator, bot } = scene;
    const conversation = await consumer.ask('one');
    await conversation.hears('You said: one');
    const down = simulator.faults.refuseConnects({ of: 'consumer' });
    simulator.cutSockets({ of: 'consumers' });
    await until('he noticed', () => scene.count('interrupted') > 0);
    await bot.conversations.get(conversation.id)?.send('Are you there?');
    const two = conversation.says('two');
    down.remove();
    await conversation.hears('Are you there?');
    await two;
    await conversation.hears('You said: two');
    expect(scene.told.findLast(({ type }) => type === 'recovered')).to.include({ missed: 1 });
    expect(echoes(scene.record)).to.deep.equal(['You said: one', 'You said: two']);
    expect(conversation.messages.map(({ text }) => text)).to.deep.equal(scene.record);
    expect(rest(scene, 'authorize'), 'a loss says nothing against the token').to.equal(1);
  });

  it('notices a connection that is half open within its liveness, and loses nothing', async () => {
    await using scene = await ConsumerScene.live({
      consumer: { session: { liveness: { idle: 40, pong: 40, probe: 40 } } },
    });
    const conversation = await scene.consumer.ask('one');
    await conversation.hears('You said: one');
    scene.simulator.faults.freeze({ of: 'consumer' });
    await conversation.says('two');
    await conversation.hears('You said: two');
    expect(scene.told.find((event) => event.type === 'interrupted')).to.include({ reason: 'silent' });
    expect(scene.record.filter((text) => text === 'two')).to.have.length(1);
  });

  it('asks for a new token when his has run out, as often as it does, and nobody calls him taken', async () => {
    const { scene: made, clock, asked } = await vouched();
    await using scene = made;
    const conversation = await scene.consumer.ask('0');
    await conversation.hears('You said: 0');
    for (const round of [1, 2, 3, 4]) {
      clock.advance(61_000);
      scene.simulator.cutSockets({ of: 'consumers' });
      await until('he is back', () => scene.count('recovered') === round);
      await conversation.says(String(round));
      await conversation.hears(`You said: ${round}`);
      expect(asked()).to.equal(1 + round);
    }
    expect(scene.consumer.state.phase).to.equal('live');
  });

  for (const code of [4401, 4407]) {
    it(`takes a new token after close code ${code}, and is the same consumer`, async () => {
      await using scene = await ConsumerScene.live();
      const conversation = await scene.consumer.ask('one');
      const { id } = scene.consumer;
      scene.simulator.cutSockets({ of: 'consumers', code });
      await until('he is back', () => scene.count('recovered') === 1);
      expect(rest(scene, 'authorize')).to.equal(2);
      expect(scene.consumer.id).to.equal(id);
      await conversation.says('two');
      await conversation.hears('You said: two');
    });
  }

  it('renews his token in time, and keeps his socket', async () => {
    await using scene = await ConsumerScene.live({ consumer: { session: { refresh: { every: 20 } } } });
    await until('it was renewed twice', () => scene.count('refreshed') >= 2);
    expect(rest(scene, 'authorize')).to.be.at.least(3);
    expect(scene.count('connected')).to.equal(1);
    expect(scene.count('interrupted')).to.equal(0);
  });

  const publishes: readonly (readonly [string, FaultRule])[] = [
    [
      'got lost on its way',
      {
        match: { frame: 'toServer', type: 'PublishEvent', of: 'consumer' },
        action: 'reset',
      },
    ],
    [
      'was taken, and its answer got lost',
      {
        match: { frame: 'toClient', answerTo: 'PublishEvent', of: 'consumer' },
        action: 'reset',
      },
    ],
    [
      'was taken, and neither answered nor told',
      {
        match: {
          frame: 'toClient',
          of: 'consumer',
          type: /PublishEventResponse|MessagingEventNotification/,
        },
        action: 'reset',
      },
    ],
  ];
  for (const [what, rule] of publishes) {
    it(`says it once, when what he said ${what}`, async () => {
      await using scene = await ConsumerScene.live();
      const conversation = await scene.consumer.ask('one');
      await conversation.hears('You said: one');
      scene.simulator.faults.add(rule);
      const sequence = await conversation.says('two');
      await conversation.hears('You said: two');
      await conversation.says('two');
      await conversation.hears('You said: two');
      expect(
        scene.record.filter((text) => text === 'two'),
        'said twice, on purpose',
      ).to.have.length(2);
      expect(conversation.messages.find(({ text }) => text === 'two')?.sequence).to.equal(sequence);
      expect(scene.count('interrupted')).to.equal(1);
    });
  }

  it('says it once, when an answer never comes on a socket that lives', async () => {
    await using scene = await ConsumerScene.live({ consumer: { session: { timeouts: { response: 100 } } } });
    const conversation = await scene.consumer.ask('one');
    await conversation.hears('You said: one');
    scene.simulator.faults.add({
      match: { frame: 'toClient', answerTo: 'PublishEvent', of: 'consumer' },
      action: 'drop',
    });
    await conversation.says('two');
    await conversation.hears('You said: two');
    expect(scene.record.filter((text) => text === 'two')).to.have.length(1);
    expect(scene.count('interrupted')).to.equal(0);
  });

  it('begins one conversation, and closes it once, when the answers are lost', async () => {
    await using scene = await ConsumerScene.live();
    for (const answerTo of ['ConsumerRequestConversation', 'UpdateConversationField']) {
      scene.simulator.faults.add({ match: { frame: 'toClient', answerTo, of: 'consumer' }, action: 'reset' });
    }
    const conversation = await scene.consumer.ask('one');
    await conversation.hears('You said: one');
    await conversation.close({ survey: false });
    await conversation.ends();
    expect(scene.simulator.conversations.map(({ id, stage }) => ({ id, stage }))).to.deep.equal([
      { id: conversation.id, stage: 'CLOSE' },
    ]);
    expect(scene.count('interrupted')).to.equal(2);
  });

  for (const [name, action] of [
    ['dropped', 'drop'],
    ['duplicated', 'duplicate'],
    ['reordered', 'reorder'],
  ] as const) {
    it(`hears everything in order and once, where notifications are ${name}`, async () => {
      await using scene = await ConsumerScene.live();
      const conversation = await scene.consumer.ask('start');
      await conversation.hears('You said: start');
      for (const sequence of [6, 12, 18, 24]) {
        const where = ({ body }: { readonly body?: unknown }): boolean =>
          JSON.stringify(body).includes(`"sequence":${sequence},`);
        const type = 'ms.MessagingEventNotification';
        scene.simulator.faults.add({ match: { frame: 'toClient', type, of: 'consumer', where }, action });
      }
      for (let n = 0; n < 12; n += 1) await conversation.says(`text ${n}`);
      await until('the bot has answered all', () => echoes(scene.record).length === 13);
      expect(scene.simulator.faults.log.length, 'faults that happened').to.equal(4);
      await conversation.says('end');
      await conversation.hears('You said: end');
      expect(conversation.messages.map(({ text }) => text)).to.deep.equal(scene.record);
    });
  }

  it('makes nothing of what no platform should send, and hears on', async () => {
    await using scene = await ConsumerScene.live();
    const conversation = await scene.consumer.ask('one');
    await conversation.hears('You said: one');
    const { dialogId } = conversation;
    const event = { type: 'ContentEvent', message: 'evil' };
    const bodies = [
      {},
      { changes: null },
      { changes: ['x', 5, null, [], {}] },
      { changes: { dialogId, sequence: -1, event: {} } },
      { changes: [{ dialogId: 'of-a-stranger', conversationId: 'of-a-stranger', sequence: 0, event }] },
      {
        changes: [
          { dialogId, sequence: 0, event },
          { dialogId: {}, sequence: 'x', event },
        ],
      },
      { changes: [{ dialogId, conversationId: dialogId, sequence: 1, event: { type: '__proto__', message: {} } }] },
      { subscriptionId: {}, changes: [{ type: 'DELETE', result: { convId: 'of-a-stranger' } }] },
      { subscriptionId: 'x', changes: { type: 'UPSERT', result: { convId: dialogId, conversationDetails: 'none' } } },
    ];
    for (const type of ['ms.MessagingEventNotification', 'cqm.ExConversationChangeNotification', 'toString']) {
      for (const body of bodies) {
        const inject = { kind: 'notification', type, body };
        scene.simulator.faults.add({
          match: { frame: 'toClient', answerTo: 'PublishEvent', of: 'consumer' },
          action: { inject },
        });
        await conversation.typing();
      }
    }
    await conversation.says('two');
    await conversation.hears('You said: two');
    expect(conversation.isOpen).to.equal(true);
    expect(conversation.messages.map(({ text }) => text))
      .to.deep.equal(scene.record)
      .and.not.to.include('evil');
    expect(scene.consumer.oddities).to.include.keys('unknown-notification', 'unreadable-message', 'stray-message');
    expect(Reflect.get({}, 'message')).to.equal(undefined);
    expect(scene.count('interrupted')).to.equal(0);
  });

  it('hears each reply once through a night of cuts, and the bot each word', async () => {
    await using scene = await ConsumerScene.live();
    const conversation = await scene.consumer.ask('word 0');
    for (let round = 1; round <= 8; round += 1) {
      if (round % 2 === 0) scene.simulator.cutSockets();
      scene.simulator.cutSockets({ of: 'consumers', ...(round % 3 === 0 ? { code: 1001 } : {}) });
      await conversation.says(`word ${round}`);
    }
    const words = Array.from({ length: 9 }, (_, n) => `word ${n}`);
    for (const word of words) await conversation.hears(`You said: ${word}`);
    expect(echoes(conversation.messages.map(({ text }) => text))).to.deep.equal(
      words.map((word) => `You said: ${word}`),
    );
    expect(scene.bot.handled).to.deep.equal(words);
  });
});

describe('A consumer who is not let in', () => {
  const consumerOf = (
    { accountId, url: csds }: Simulator,
    identity: Identity,
    logger: Logger = silentLogger,
  ): Consumer =>
    new Consumer(window({ accountId, csds, identity }), {
      session: briskSession,
      logger,
    });

  it('is told so at the start, and no token is told to anybody', async () => {
    await using simulator = await startSimulator();
    simulator.admin.authenticateConsumers({ flow: 'implicit', publicKey: brand.publicKey, issuer: brand.issuer });
    const lines: string[] = [];
    const write = (...line: readonly unknown[]): void => void lines.push(JSON.stringify(line));
    const logger: Logger = { debug: write, info: write, warn: write, error: write };
    const forged = await brandToken({ ...brand, subject: 'somebody', issuer: 'https://elsewhere.example.com' });
    const error = await rejection(consumerOf(simulator, { jwt: () => forged }, logger).start());
    expect(error).to.be.instanceOf(LoginRefusedError).and.include({ transient: false });
    expect(String((error as Error).cause)).to.include('1011');
    const good = await brandToken({ ...brand, subject: 'somebody' });
    await using consumer = consumerOf(simulator, { jwt: () => good }, logger);
    await consumer.start();
    simulator.cutSockets({ of: 'consumers', code: 4401 });
    await until('he is back', () => consumer.state.phase === 'live');
    expect(lines.join()).to.include('live');
    for (const secret of [forged, good]) expect(lines.join() + String(error)).not.to.include(secret.slice(0, 40));
  });

  it('is refused where his function gives nothing, and where there is no such identity', async () => {
    await using simulator = await startSimulator();
    const nothing = consumerOf(simulator, { code: () => '' });
    expect(await rejection(nothing.start()))
      .to.be.instanceOf(ConfigurationError)
      .and.include({ option: 'identity.code' });
    expect(() => consumerOf(simulator, {} as Identity)).to.throw(ConfigurationError, 'identity');
  });

  it('waits for a platform that is away, and gives up on a signal', async () => {
    await using simulator = await startSimulator();
    simulator.faults.add({ match: { request: 'anonymous/authorize' }, action: { answer: { status: 503 } }, times: 3 });
    await using consumer = consumerOf(simulator, { anonymous: {} });
    await consumer.start();
    await consumer.stop();
    simulator.faults.refuseConnects({ of: 'consumer' });
    const reason = new Error('enough');
    const ending = new AbortController();
    const started = rejection(consumer.start({ signal: ending.signal }));
    await until('he has tried', () => consumer.state.phase === 'waiting');
    ending.abort(reason);
    expect(await started).to.equal(reason);
  });
});
