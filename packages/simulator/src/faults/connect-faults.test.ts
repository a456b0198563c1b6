import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { agentUrl, bearerOf, openAgent } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import { PlainClient } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { BareClient } from './bare-client.test.support.js';

describe('A fault of a connect', () => {
  const clock = new ManualClock();
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ clock });
  });
  afterEach(() => platform.stop());

  it('refuses with an RST, as often as it says', async () => {
    const rule = platform.faults.add({ match: { connect: 'agent' }, action: 'refuse', times: 2 });
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    const agent = await openAgent(platform);
    expect(rule.fired).to.equal(2);
    agent.close();
  });

  it('hangs, and lets go of a client that leaves', async () => {
    const rule = platform.faults.add({ match: { connect: 'any' }, action: 'hang' });
    const client = BareClient.upgrade(platform);
    await rule.firedOnce();
    client.socket.end();
    expect(await client.ended).to.equal('end');
    expect(client.text).to.equal('');
  });

  it('trickles headers without end, one byte each', async () => {
    const rule = platform.faults.add({ match: { connect: 'any' }, action: { trickle: { every: 100 } } });
    const client = BareClient.upgrade(platform);
    await rule.firedOnce();
    clock.advance(900);
    await client.hears('HTTP/1.1 ');
    expect(client.text).to.equal('HTTP/1.1 ');
    clock.advance(20_000);
    await client.hears('xxxx');
    expect(client.text).not.to.include('\r\n\r\n');
  });

  it('answers with a status, headers and a body', async () => {
    platform.faults.add({
      match: { connect: 'any' },
      action: { answer: { status: 503, headers: { 'Retry-After': '7' }, body: { why: 'busy' } } },
    });
    const client = BareClient.upgrade(platform);
    await client.ended;
    expect(client.text)
      .to.match(/^HTTP\/1.1 503 Service Unavailable\r\n/)
      .and.include('Retry-After: 7\r\n');
    expect(client.text.endsWith('\r\n\r\n{"why":"busy"}')).to.equal(true);
  });

  it('accepts whatever the bearer, and closes', async () => {
    platform.faults.add({ match: { connect: 'agent' }, action: { close: 1011, reason: 'boom' } });
    const client = await PlainClient.open(agentUrl(platform, 'no-bearer'));
    expect(await client.closed).to.equal(1011);
  });

  it('delays the answer by the clock of the platform', async () => {
    const rule = platform.faults.add({ match: { connect: 'agent' }, action: { delay: { from: 500, to: 1_000 } } });
    const opening = openAgent(platform);
    await rule.firedOnce();
    clock.advance(499);
    expect(platform.agents[0]?.sockets).to.equal(0);
    clock.advance(501);
    (await opening).close();
  });

  it('acts on the n-th only', async () => {
    platform.faults.add({ match: { connect: 'agent', nth: 2 }, action: { answer: { status: 403 } } });
    const bearer = await bearerOf(platform);
    const outcome = () =>
      PlainClient.open(agentUrl(platform, bearer)).then(
        (client) => (client.close(), '101'),
        (error: Error) => error.message,
      );
    expect([await outcome(), await outcome(), await outcome()]).to.deep.equal(['101', '403', '101']);
  });

  it('acts on one agent only, and tells him in the log but not his bearer', async () => {
    const [first] = platform.bots;
    const second = platform.addBot();
    platform.faults.add({ name: 'his', match: { connect: 'agent', username: second.username }, action: 'refuse' });
    (await openAgent(platform, first)).close();
    const bearer = await bearerOf(platform, second);
    const error: unknown = await PlainClient.open(agentUrl(platform, bearer)).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'ECONNRESET');
    expect(platform.faults.log).to.deep.equal([
      { kind: 'connect', role: 'agent', username: second.username, rule: 'his', action: 'refuse', at: clock.now() },
    ]);
    expect(JSON.stringify(platform.faults.log)).not.to.include(bearer);
  });
});
