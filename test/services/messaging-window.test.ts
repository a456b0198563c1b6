import { expect } from 'chai';
import { sessionDefaults } from 'holdfast';
import { describe, it } from 'mocha';
import { ConsumerScene } from '../e2e/consumer-scene.js';
import { until } from '../e2e/until.js';

const clocks = ({ simulator }: ConsumerScene): number => simulator.frames.get('in GetClock') ?? 0;
const closed = ({ simulator }: ConsumerScene): number =>
  simulator.log.filter((record) => record.kind === 'closed' && record.role === 'consumer').length;

describe('The session of a consumer', () => {
  it('R20 asks for the platform’s clock every 30 seconds while it is open, and not after', async () => {
    expect(sessionDefaults.keepAlive.every).to.equal(30_000);
    await using scene = await ConsumerScene.live({ consumer: { session: { keepAlive: { every: 20 } } } });
    const before = clocks(scene);
    await until('the clock was asked for', () => clocks(scene) >= before + 3);
    await scene.consumer.stop();
    await until('its socket is gone', () => closed(scene) === 1);
    const asked = clocks(scene);
    await scene.simulator.consumer().says('somebody else');
    expect(clocks(scene)).to.equal(asked);
  });

  it('R20 keeps a socket open that the platform would cut for idleness', async () => {
    await using scene = await ConsumerScene.live({
      consumer: { session: { keepAlive: { every: 60 }, liveness: { idle: 10_000, pong: 10_000, probe: 10_000 } } },
      simulator: { timings: { idle: 400 } },
    });
    await scene.simulator.consumer().connect();
    await until('an idle socket was cut', () => closed(scene) === 1);
    const conversation = await scene.consumer.ask('still here');
    await conversation.hears('You said: still here');
    expect(scene.count('interrupted')).to.equal(0);
  });

  it('R20 connects anew when the clock is not told and nothing else comes', async () => {
    await using scene = await ConsumerScene.live({
      consumer: { session: { keepAlive: { every: 20 }, liveness: { idle: 40, pong: 40, probe: 40 } } },
    });
    scene.simulator.faults.freeze({ of: 'consumer' });
    await until('it is back', () => scene.count('recovered') === 1);
    const conversation = await scene.consumer.ask('here again');
    await conversation.hears('You said: here again');
  });
});
