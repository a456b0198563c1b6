import { expect } from 'chai';
import { describe, it } from 'mocha';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { stage } from './stage.js';

const RING = 'in .ams.routing.UpdateRingState';
const accepting = { frame: 'toServer', type: 'UpdateRingState', of: 'agent' } as const;

describe('A bot that is offered conversations', function () {
  this.timeout(10_000);

  it('S18 does not insist on a ring that has expired', async () => {
    await using scene = await stage({}, { match: accepting, action: { answer: { code: 404, body: 'no such ring' } } });
    const [refused, other] = [scene.simulator.consumer(), scene.simulator.consumer()];
    await refused.says('one');
    await until('the ring was answered', () => scene.simulator.faults.log.length === 1);
    await other.says('two');
    await other.hears('You said: two');
    expect(scene.simulator.frames.get(RING)).to.equal(1);
  });

  it('S19 accepts a ring once, however often it is told of it', async () => {
    const ring = { frame: 'toClient', type: 'RoutingTaskNotification', of: 'agent' } as const;
    await using scene = await stage({}, { match: ring, action: 'duplicate', times: Infinity });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    expect(scene.simulator.frames.get(RING)).to.equal(1);
  });

  it('S21 is offered conversations again after a reconnect', async () => {
    await using scene = await stage({});
    const recovered = told(scene.bot, 'recovered');
    scene.simulator.cutSockets();
    await recovered;
    const [agent] = scene.simulator.agents;
    expect(agent).to.include({ availability: 'ONLINE', sockets: 1 });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
  });

  for (const type of ['SubscribeExConversations', 'SubscribeRoutingTasks', 'SetAgentState']) {
    it(`S22 is not live before ${type} has succeeded, and tries again`, async () => {
      await using scene = await stage({});
      const [interrupted, recovered] = [told(scene.bot, 'interrupted'), told(scene.bot, 'recovered')];
      const refused = scene.simulator.faults.add({
        match: { frame: 'toServer', type, of: 'agent' },
        action: { answer: { code: 500 } },
      });
      scene.simulator.cutSockets();
      await interrupted;
      await recovered;
      expect(refused.fired).to.equal(1);
      const consumer = scene.simulator.consumer();
      await consumer.says('one');
      await consumer.hears('You said: one');
    });
  }
});
