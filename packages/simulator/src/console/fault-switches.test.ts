import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { acceptRing, agentUrl, bearerOf, loginUrl, MESSAGE, onlineAgent, openAgent } from '../agent.test.support.js';
import { BareClient } from '../faults/bare-client.test.support.js';
import { ManualClock } from '../manual-clock.js';
import { at, PlainClient, post } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';

const said = (body: unknown): string => String(at(body, 'event.message'));

describe('The switches of the console', () => {
  const clock = new ManualClock();
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ clock });
  });
  afterEach(() => platform.stop());

  const shown = (id: string) => platform.console.switches.find((one) => one.id === id);

  it('are all off at first, and say what they do', () => {
    expect(platform.console.switches.map(({ id }) => id)).to.deep.equal([
      'cut-socket',
      'freeze-socket',
      'refuse-connects',
      'expire-bearer',
      'login-401',
      'login-503',
      'delay-next',
      'drop-next',
      'duplicate-next',
      'restart-platform',
    ]);
    for (const { label, explains, active, fired } of platform.console.switches) {
      expect(label).to.have.length.above(5);
      expect(explains).to.match(/\.$/);
      expect([active, fired]).to.deep.equal([false, 0]);
    }
  });

  it('do nothing under a name that is none', () => {
    for (const id of ['', 'nothing', '__proto__', 'constructor', 'toString']) {
      expect(platform.console.flip(id), id).to.equal(undefined);
    }
  });

  it('cut the socket', async () => {
    const agent = await openAgent(platform);
    expect(platform.console.flip('cut-socket')).to.include({ active: false, fired: 1 });
    expect(await agent.closed).to.equal(1006);
  });

  it('freeze the socket until it is thawed', async () => {
    const agent = await openAgent(platform);
    platform.console.flip('freeze-socket', true);
    const answer = agent.ask('.GetClock', {});
    expect(shown('freeze-socket')).to.include({ active: true, fired: 1 });
    platform.console.flip('freeze-socket', true);
    expect(shown('freeze-socket'), 'on twice is once').to.include({ fired: 1 });
    platform.console.flip('freeze-socket');
    expect((await answer).code).to.equal(200);
    expect(shown('freeze-socket')).to.include({ active: false });
    agent.close();
  });

  it('let nothing arrive from a frozen socket whose client has another one', async () => {
    const agent = await openAgent(platform);
    platform.console.flip('freeze-socket', true);
    const other = platform.addBot();
    const stranger = await openAgent(platform, other);
    expect(shown('freeze-socket'), 'somebody else has come').to.include({ active: true });
    const again = await openAgent(platform);
    expect(await agent.closed).to.equal(1006);
    expect(shown('freeze-socket')).to.include({ active: false });
    expect((await again.ask('.GetClock', {})).code).to.equal(200);
    again.close();
    stranger.close();
  });

  it('refuse connects while they are on, and leave open sockets', async () => {
    const agent = await openAgent(platform);
    expect(platform.console.flip('refuse-connects')).to.include({ active: true, fired: 0 });
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    expect((await agent.ask('.GetClock', {})).code).to.equal(200);
    expect(platform.console.flip('refuse-connects')).to.include({ active: false, fired: 1 });
    (await openAgent(platform)).close();
    agent.close();
  });

  it('expire the bearer', async () => {
    const bearer = await bearerOf(platform);
    expect(platform.console.flip('expire-bearer')).to.include({ active: false, fired: 1 });
    const refused = await PlainClient.open(agentUrl(platform, bearer)).catch((error: unknown) => error);
    expect(refused).to.have.property('message', '401');
  });

  for (const status of [401, 503]) {
    it(`answer logins with ${status} while they are on`, async () => {
      const login = async () => (await post(loginUrl(platform), platform.bots[0].credentials)).status;
      platform.console.flip(`login-${status}`, true);
      expect([await login(), await login()]).to.deep.equal([status, status]);
      expect(platform.console.flip(`login-${status}`, false)).to.include({ active: false, fired: 2 });
      expect(await login()).to.equal(200);
    });
  }

  it('act on the next message of the consumer, and on no other', async () => {
    const agent = await onlineAgent(platform);
    const consumer = platform.consumer();
    await consumer.startConversation();
    const conversation = await acceptRing(agent);
    const hear = async () => said(await agent.next(MESSAGE, (body) => at(body, 'event.type') === 'ContentEvent'));

    expect(platform.console.flip('drop-next')).to.include({ active: true, fired: 0 });
    await agent.ask('.ams.ms.PublishEvent', {
      dialogId: conversation,
      event: { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [0] },
    });
    expect(shown('drop-next'), 'a receipt is no message').to.include({ active: true });
    await consumer.says('dropped');
    await consumer.says('heard');
    expect(await hear()).to.equal('heard');
    expect(shown('drop-next')).to.include({ active: false, fired: 1 });

    platform.console.flip('duplicate-next');
    await consumer.says('twice');
    expect([await hear(), await hear()]).to.deep.equal(['twice', 'twice']);

    platform.console.flip('delay-next');
    await consumer.says('late');
    await consumer.says('soon');
    expect(await hear()).to.equal('soon');
    clock.advance(5_000);
    expect(await hear()).to.equal('late');

    platform.console.flip('drop-next');
    expect(platform.console.flip('drop-next'), 'pressed twice is once').to.include({ active: true });
    platform.console.flip('drop-next', false);
    await consumer.says('never mind');
    expect(await hear()).to.equal('never mind');
    await consumer.leave();
    agent.close();
  });

  it('restart the platform on the same port, with what was said', async () => {
    const agent = await openAgent(platform);
    const consumer = platform.consumer();
    await consumer.says('before');
    await consumer.leave();
    expect(platform.console.flip('restart-platform')).to.include({ active: true });
    expect(await agent.closed).to.equal(1012);
    clock.advance(2_999);
    expect(await BareClient.upgrade(platform).ended).to.equal('ECONNRESET');
    clock.advance(1);
    expect(shown('restart-platform')).to.include({ active: false });
    (await openAgent(platform)).close();
    expect(JSON.stringify(platform.conversations)).to.contain('before');
  });

  it('count what programs break, too', async () => {
    const agent = await openAgent(platform);
    platform.faults.cut();
    await agent.closed;
    expect(shown('cut-socket')).to.include({ fired: 1 });
  });
});
