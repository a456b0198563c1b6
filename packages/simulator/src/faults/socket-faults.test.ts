import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { bearerOf, openAgent } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import type { PlainClient } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { BareClient } from './bare-client.test.support.js';
import { startSimulator } from '../start-simulator.js';

describe('A fault of a socket', () => {
  const clock = new ManualClock();
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ clock });
  });
  afterEach(() => platform.stop());

  it('closes it', async () => {
    const rule = platform.faults.add({ match: { open: 'agent' }, action: { close: 4999, reason: 'odd' } });
    expect(await (await openAgent(platform)).closed).to.equal(4999);
    expect(rule.fired).to.equal(1);
    (await openAgent(platform)).close();
  });

  it('resets it some time after it opened', async () => {
    const rule = platform.faults.add({ match: { open: 'agent', delayAfterOpen: 5_000 }, action: 'reset' });
    const agent = BareClient.upgrade(platform, `brand/${await bearerOf(platform)}?v=2.1`);
    await agent.hears('101');
    clock.advance(4_999);
    expect(rule.fired).to.equal(0);
    clock.advance(1);
    expect(await agent.ended).to.equal('ECONNRESET');
    expect(rule.fired).to.equal(1);
  });

  it('does not count a socket that ended before its time', async () => {
    const rule = platform.faults.add({ match: { open: 'agent', delayAfterOpen: 5_000 }, action: 'reset' });
    const gone = await openAgent(platform);
    platform.cutSockets();
    await gone.closed;
    await openAgent(platform);
    clock.advance(5_000);
    expect(rule.fired).to.equal(0);
    await openAgent(platform);
    clock.advance(5_000);
    expect(rule.fired).to.equal(1);
  });

  it('freezes it: no answer and no pong, and what was due comes after the thaw', async () => {
    const agent = await openAgent(platform);
    const heard = hearing(agent);
    expect(platform.faults.freeze({ for: 30_000 })).to.equal(1);
    const answer = agent.ask('.GetClock', {});
    agent.socket.ping();
    platform.cutSockets({ code: 1012 });
    await roundTrip(platform);
    expect(heard).to.deep.equal([]);
    expect(agent.socket.readyState).to.equal(agent.socket.OPEN);
    clock.advance(30_000);
    await agent.closed;
    expect(heard).to.deep.equal(['close 1012']);
    await Promise.race([answer, agent.closed]);
  });

  it('goes on after a thaw as if nothing had been', async () => {
    const agent = await openAgent(platform);
    const heard = hearing(agent);
    platform.faults.freeze();
    const answer = agent.ask('.GetClock', {});
    agent.socket.ping();
    await roundTrip(platform);
    expect(heard).to.deep.equal([]);
    platform.faults.thaw();
    expect((await answer).code).to.equal(200);
    await agent.ask('.GetClock', {});
    expect(heard).to.deep.equal(['message', 'pong', 'message']);
    agent.close();
  });

  it('keeps frames that were read before it froze for after the thaw', async () => {
    const agent = await openAgent(platform);
    const rule = platform.faults.add({ match: { frame: 'toServer', type: 'GetClock' }, action: 'freeze' });
    agent.send({ kind: 'req', id: 'lost', type: '.GetClock' });
    const answers = [agent.ask('.KeepAlive', {}), agent.ask('.KeepAlive', {})];
    await rule.firedOnce();
    await roundTrip(platform);
    expect(platform.frames.get('in .KeepAlive')).to.equal(undefined);
    platform.faults.thaw();
    expect((await Promise.all(answers)).map(({ code }) => code)).to.deep.equal([200, 200]);
    agent.close();
  });

  it('leaves nothing of a frozen socket after stop', async () => {
    const agent = await openAgent(platform);
    platform.faults.freeze();
    await platform.stop();
    expect(await agent.closed).to.equal(1006);
  });

  it('sends a frame, or anything else', async () => {
    const frame = { kind: 'resp', reqId: 'nobody', code: 200 };
    platform.faults.add({ match: { open: 'agent', delayAfterOpen: 1 }, action: { inject: frame } });
    platform.faults.add({ match: { open: 'agent', delayAfterOpen: 1 }, action: { raw: '[]' } });
    platform.faults.add({ match: { open: 'agent', delayAfterOpen: 1 }, action: { raw: Buffer.from('{}') } });
    for (const expected of [JSON.stringify(frame), '[]', '{} binary']) {
      const agent = await openAgent(platform);
      const message = new Promise((resolve) =>
        agent.socket.once('message', (data: Buffer, isBinary) =>
          resolve(`${data.toString()}${isBinary ? ' binary' : ''}`),
        ),
      );
      clock.advance(1);
      expect(await message).to.equal(expected);
      agent.close();
    }
  });
});

function hearing({ socket }: PlainClient): string[] {
  const heard: string[] = [];
  socket.on('message', () => heard.push('message'));
  socket.on('pong', () => heard.push('pong'));
  socket.on('close', (code) => heard.push(`close ${code}`));
  return heard;
}

/** Time enough for anything that was on its way on another socket. */
async function roundTrip(platform: Platform): Promise<void> {
  const other = await openAgent(platform, platform.addBot());
  for (let n = 0; n < 3; n += 1) await other.ask('.GetClock', {});
  other.close();
}
