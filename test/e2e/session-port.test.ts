import { type LifecycleRecord, serveSession, type SessionSnapshot } from '@holdfast/console';
import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, type Message, OnMessage } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from './brisk.js';
import { Door } from './door.js';
import { EchoBot } from './echo-bot.js';
import { until } from './until.js';
import { watched } from './watched.js';
import { wayTo } from './way-to.js';

/** Its handler runs until the door opens. */
class SlowBot extends Bot {
  readonly end = new Door();

  @OnMessage()
  async answer(message: Message): Promise<void> {
    await this.end.opened;
    await message.reply(`You said: ${message.text}`);
  }
}

/** Everything that a session port sends, for as long as it does. */
async function listen(url: string) {
  const { body } = await fetch(`${url}/session/events`);
  if (body === null) throw new Error('The session port sent nothing.');
  const heard = { text: '' };
  const decoder = new TextDecoder();
  const ended = (async () => {
    for await (const chunk of body) heard.text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  const of = (event: string): readonly unknown[] =>
    [...heard.text.matchAll(new RegExp(`event: ${event}\\ndata: (.*)\\n\\n`, 'g'))].map(([, data = '']): unknown =>
      JSON.parse(data),
    );
  return {
    heard,
    ended: ended.catch(() => undefined),
    snapshots: () => of('snapshot') as readonly SessionSnapshot[],
    names: () => (of('lifecycle') as readonly LifecycleRecord[]).map(({ name }) => name),
  };
}

const snapshotOf = async (url: string): Promise<SessionSnapshot> => {
  const response = await fetch(`${url}/session`, { headers: { Connection: 'close' } });
  return (await response.json()) as SessionSnapshot;
};

describe('The session port of a bot', () => {
  it('shows a life from the first step to the last, the loss and the way back included', async () => {
    await using simulator = await startSimulator();
    await using bot = new EchoBot(wayTo(simulator), brisk);
    const port = await serveSession(bot);
    expect(await snapshotOf(port.url)).to.deep.include({ bot: { name: 'EchoBot' }, phase: 'idle', ready: false });
    await bot.start();

    const live = await snapshotOf(port.url);
    expect(live).to.deep.include({ phase: 'live', ready: true, attempt: 0 });
    expect(live).to.have.property('bearer');
    expect(Date.parse(live.lastInbound ?? '')).to.be.within(Date.parse(live.since) - 1_000, Date.now());
    expect(live).not.to.have.any.keys('lastLoss', 'retryAt');

    const client = await listen(port.url);
    const recovered = new Promise((resolve) => bot.once('recovered', resolve));
    simulator.cutSockets({ code: 4_999 });
    await recovered;
    await until('the recovery was shown', () => client.names().includes('recovered'));
    await bot.stop();
    await client.ended;

    expect(client.names()).to.deep.equal([
      'discovered',
      'authenticated',
      'connected',
      'live',
      'interrupted',
      'connected',
      'live',
      'recovered',
      'draining',
      'closed',
    ]);
    const last = client.snapshots().at(-1);
    expect(last).to.deep.include({ phase: 'closed', ready: false });
    expect(last?.lastLoss).to.include({ reason: 'closed', code: 4_999 });
    expect(last).not.to.have.any.keys('bearer', 'lastInbound');
  });

  it('shows which dialogs wait, by their ids alone', async () => {
    await using simulator = await startSimulator();
    await using bot = new SlowBot(wayTo(simulator), brisk);
    await using port = await serveSession(bot);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.says('two');
    await until('two messages wait', () => bot.health().delivery.queued === 2);
    const { lanes, conversations } = await snapshotOf(port.url);
    expect(lanes).to.deep.equal([{ dialogId: consumer.conversationId, queued: 2, running: true }]);
    expect(conversations).to.equal(1);
    bot.end.open();
    await consumer.hears('You said: two');
    await consumer.leave();
  });

  it('tells neither what consumers write nor any secret, whatever goes wrong', async () => {
    await using simulator = await startSimulator();
    const { platform, grants } = watched(wayTo(simulator));
    await using bot = new EchoBot(platform, brisk);
    const port = await serveSession(bot);
    const client = await listen(port.url);
    await bot.start();
    const consumer = simulator.consumer({ name: 'canary-name' });
    await consumer.says('canary-text');
    await consumer.hears('You said: canary-text');
    simulator.faults.add({
      match: { frame: 'toClient', of: 'agent', type: /Notification|Distribution/ },
      action: { inject: { kind: 'notification', type: 'canary-type', body: { text: 'canary-body' } } },
    });
    simulator.faults.add({
      match: { frame: 'toServer', type: 'PublishEvent', of: 'agent' },
      action: { close: 1011, reason: 'canary-reason' },
    });
    await consumer.says('canary-again');
    await consumer.hears('You said: canary-again');
    simulator.expireBearer();
    simulator.cutSockets();
    await until('a new bearer was taken', () => client.names().filter((name) => name === 'authenticated').length > 1);
    await until('it is live again', () => bot.state.phase === 'live');
    const asked = JSON.stringify(await snapshotOf(port.url));
    await consumer.leave();
    await bot.stop();
    await client.ended;

    const shown = client.heard.text + asked;
    const secrets = [...platform.secrets, ...grants.flatMap((grant) => grant.secrets)];
    expect(secrets).to.have.length.above(4);
    expect(shown).to.contain('interrupted').and.to.contain('1011');
    for (const secret of ['canary', 'You said', ...secrets]) expect(shown, secret).not.to.contain(secret);
    expect(shown).not.to.match(/bearer=|Bearer |brand\//);
  });
});
