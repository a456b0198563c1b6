import { expect } from 'chai';
import { describe, it } from 'mocha';
import { connect, text, textIn } from './fake-platform.test.js';
import { D, echo, Scene } from './scene.test.js';

describe('Delivery', () => {
  const scene = new Scene();

  describe('loops', () => {
    it('pauses a dialog after 20 replies within 10 s and goes on afterwards, losing nothing', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      for (let n = 0; n < 25; n += 1) scene.platform.says(D, `${n}`);
      await scene.clock.tickAsync(9_000);
      expect(scene.platform.replies(D)).to.have.length(20);
      expect(rig.reports.find(({ type }) => type === 'looped')).to.deep.include({
        cause: 'replies',
        pausedFor: 60_000,
      });
      await scene.clock.tickAsync(120_000);
      expect(scene.platform.replies(D)).to.have.length(25);
      expect(rig.failures).to.deep.equal([]);
    });

    it('pauses a dialog in which somebody else repeats what the bot has just said', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.says(D, 'hello there');
      await scene.clock.tickAsync(100);
      scene.platform.says(D, 're hello there');
      await scene.clock.tickAsync(5_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re hello there']);
      expect(rig.reports.find(({ type }) => type === 'looped')).to.deep.include({ cause: 'echo' });
    });

    it('does not mind a consumer who says the same again', async () => {
      const rig = connect(scene.platform, { handle: (turn) => turn.say(text(textIn(turn))) });
      await scene.join(rig);
      for (let n = 0; n < 3; n += 1) {
        scene.platform.says(D, 'is anybody there');
        await scene.clock.tickAsync(100);
      }
      expect(scene.platform.replies(D)).to.have.length(3);
    });
  });
});
