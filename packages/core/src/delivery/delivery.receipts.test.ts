import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { connect } from './fake-platform.test.js';
import { D, Scene, types } from './scene.test.js';

const { publishEvent } = AgentRequest;

describe('Delivery', () => {
  const scene = new Scene();

  describe('receipts', () => {
    it('are gathered and sent together within the delay', async () => {
      const rig = connect(scene.platform, {});
      await scene.join(rig);
      for (const word of ['a', 'b', 'c']) scene.platform.says(D, word);
      await scene.clock.tickAsync(199);
      expect(scene.platform.count(publishEvent)).to.equal(0);
      await scene.clock.tickAsync(10);
      expect(scene.platform.count(publishEvent)).to.equal(1);
      expect(scene.platform.read(D)).to.deep.equal([0, 1, 2]);
    });

    it('are sent again when lost, and at once when flushed', async () => {
      const faults = ['timeout', 'lost-before'] as const;
      let n = 0;
      scene.platform.fault = (type) => (type === publishEvent ? (faults[n++] ?? 'none') : 'none');
      const rig = connect(scene.platform, {});
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(1);
      void rig.delivery.flushReceipts(D);
      await scene.clock.tickAsync(5);
      expect(n).to.equal(1);
      await scene.clock.tickAsync(5_000);
      expect(scene.platform.read(D)).to.deep.equal([0]);
    });

    it('are sent again when the platform has a fault of its own, less and less often', async () => {
      const troubles = 4;
      scene.platform.fault = (type) =>
        type === publishEvent && scene.platform.count(publishEvent) <= troubles ? 'troubled' : 'none';
      const rig = connect(scene.platform, {});
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(9_000);
      expect(scene.platform.count(publishEvent)).to.equal(troubles);
      await scene.clock.tickAsync(20_000);
      expect(scene.platform.read(D)).to.deep.equal([0]);
      expect(types(rig)).to.not.include('receiptsRefused');
    });

    it('are not sent when turned off', async () => {
      const rig = connect(scene.platform, {}, { receipts: false });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(5_000);
      expect(scene.platform.count(publishEvent)).to.equal(0);
    });
  });
});
