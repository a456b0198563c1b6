import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { COLLEAGUE, connect, text, textIn } from './fake-platform.test.js';
import { D, echo, Scene, types } from './scene.test.js';
import type { Turn } from './turn.js';

const { queryMessages } = AgentRequest;

describe('Delivery', () => {
  const scene = new Scene();

  describe('order', () => {
    it('handles the messages of one dialog one after another by sequence', async () => {
      const running: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        running.push(`<${textIn(turn)}`);
        await new Promise((resolve) => setTimeout(resolve, textIn(turn) === 'a' ? 500 : 5));
        running.push(`${textIn(turn)}>`);
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      for (const word of ['a', 'b', 'c']) scene.platform.says(D, word);
      await scene.clock.tickAsync(1_000);
      expect(running.join(' ')).to.equal('<a a> <b b> <c c>');
    });

    it('runs dialogs side by side, no more at once than allowed, and none is starved by a busy one', async () => {
      let now = 0;
      let most = 0;
      const order: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        most = Math.max(most, ++now);
        order.push(turn.dialogId);
        await new Promise((resolve) => setTimeout(resolve, 10));
        now -= 1;
      };
      const rig = connect(scene.platform, { handle }, { maxConcurrentHandlers: 2 });
      for (const id of ['busy', 'x', 'y']) await scene.join(rig, id);
      for (let n = 0; n < 20; n += 1) scene.platform.says('busy', `${n}`);
      scene.platform.says('x', 'hi');
      scene.platform.says('y', 'hi');
      await scene.clock.tickAsync(1_000);
      expect(most).to.equal(2);
      expect(order).to.have.length(22);
      expect(order.indexOf('x')).to.be.below(3);
      expect(order.indexOf('y')).to.be.below(4);
    });

    it('keeps order and skips nothing when a later message arrives first', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const live = scene.platform.notify;
      const held: Parameters<typeof live>[0][] = [];
      scene.platform.notify = (event) => held.push(event);
      scene.platform.says(D, 'one');
      scene.platform.says(D, 'two');
      scene.platform.says(D, 'three');
      scene.platform.notify = live;
      for (const event of held.reverse()) live(event);
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re one', 're two', 're three']);
      expect(types(rig)).not.to.include('gap');
    });

    it('fills a live gap from history before going on', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const live = scene.platform.notify;
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'one');
      scene.platform.says(D, 'two');
      scene.platform.notify = live;
      scene.platform.says(D, 'three');
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re one', 're two', 're three']);
    });

    it('asks once and reports a gap when the sequence jumps by a billion, and still takes the true ones after it', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.says(D, 'one');
      await scene.clock.tickAsync(1_000);
      const queries = scene.platform.count(queryMessages);
      scene.platform.put(D, 1_000_000_000, { sender: { id: 'consumer', role: 'CONSUMER' }, event: text('far').event });
      scene.platform.events(D).pop();
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.count(queryMessages) - queries).to.equal(1);
      expect(rig.reports).to.deep.include({ type: 'gap', dialogId: D, from: 3, to: 999_999_999 });
      scene.platform.says(D, 'after');
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re one', 're far', 're after']);
    });

    it('passes over other agents, receipts and typing, and shows them to the observer', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.add(D, COLLEAGUE, text('from a colleague').event);
      scene.platform.add(
        D,
        { id: 'consumer', role: 'CONSUMER' },
        { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [0] },
      );
      scene.platform.notify({
        dialogId: D,
        role: 'CONSUMER',
        event: { type: 'ChatStateEvent', chatState: 'COMPOSING' },
        metadata: [],
      });
      scene.platform.says(D, 'hello');
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re hello']);
      expect(rig.observed.map(({ event }) => event.type)).to.deep.equal([
        'ContentEvent',
        'AcceptStatusEvent',
        'ChatStateEvent',
      ]);
      expect(scene.platform.count(queryMessages)).to.equal(2);
    });

    it('drops duplicates, and content without a sequence', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const live = scene.platform.notify;
      scene.platform.notify = (event) => {
        live(event);
        live(event);
        const { sequence: _, ...unplaced } = event;
        live(unplaced);
      };
      scene.platform.says(D, 'once');
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re once']);
      expect(types(rig)).to.include.members(['duplicate', 'unnumbered']);
      expect(scene.platform.count(queryMessages)).to.equal(2);
    });

    it('keeps a message that overtakes the news of its dialog, and a bounded number of them', async () => {
      const rig = connect(scene.platform, { handle: echo });
      scene.platform.says(D, 'early');
      scene.platform.record.clear();
      for (let n = 0; n < 5; n += 1) scene.platform.says(`stranger-${n}`, 'x');
      await scene.join(rig);
      await scene.clock.tickAsync(500);
      expect(scene.platform.replies(D)).to.deep.equal(['re early']);
      for (let n = 0; n < 5_000; n += 1) scene.platform.says(`stranger-${n}`, 'x');
      expect(rig.delivery.depths.parked).to.equal(100);
    });
  });
});
