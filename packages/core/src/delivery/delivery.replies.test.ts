import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { connect, text, textIn } from './fake-platform.test.js';
import { D, dialog, echo, Scene, types } from './scene.test.js';
import type { Turn } from './turn.js';

const { publishEvent } = AgentRequest;

describe('Delivery', () => {
  const scene = new Scene();

  describe('replies', () => {
    it('carry an ExternalId beside the metadata of the author, whose own ExternalId wins', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await turn.say({ ...text('a'), metadata: [{ type: 'ActionReason', reason: 'x' }] });
        await turn.say({ ...text('b'), metadata: [{ type: 'ExternalId', id: 'card-1' }] });
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(100);
      const said = scene.platform.requests
        .filter(({ type }) => type === publishEvent)
        .map(({ terms }) => terms?.metadata);
      expect(said).to.deep.equal([
        [
          { type: 'ActionReason', reason: 'x' },
          { type: 'ExternalId', id: `hf:${D}:0:1` },
        ],
        [{ type: 'ExternalId', id: 'card-1' }],
      ]);
    });

    for (const fault of ['lost-after', 'timeout-after', 'lost-before', 'timeout'] as const) {
      it(`reach the scene.platform once when the answer is ${fault}, also with one ExternalId for several`, async () => {
        let n = 0;
        scene.platform.fault = (type) => (type === publishEvent && n++ % 2 === 0 ? fault : 'none');
        const metadata = [{ type: 'ExternalId', id: 'same' }];
        const sequences: number[] = [];
        const handle = async (turn: Turn): Promise<void> => {
          for (const word of ['a', 'b']) sequences.push(await turn.say(text(word)));
          for (const word of ['c', 'd']) sequences.push(await turn.say({ ...text(word), metadata }));
        };
        const rig = connect(scene.platform, { handle });
        await scene.join(rig);
        scene.platform.says(D, 'go');
        await scene.clock.tickAsync(5_000);
        expect(scene.platform.replies(D)).to.deep.equal(['a', 'b', 'c', 'd']);
        expect(sequences).to.deep.equal([1, 2, 3, 4]);
        expect(scene.platform.read(D)).to.deep.equal([0]);
      });
    }

    it('keep the order of the calls when throttled, and wait as long as asked', async () => {
      const at: number[] = [];
      let n = 0;
      scene.platform.fault = (type, body) => {
        if (type !== publishEvent || JSON.stringify(body).includes('READ')) return 'none';
        at.push(performance.now());
        return n++ === 0 ? 'throttled' : 'none';
      };
      const handle = (turn: Turn): Promise<unknown> => Promise.all(['a', 'b', 'c'].map((word) => turn.say(text(word))));
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(10_000);
      expect(scene.platform.replies(D)).to.deep.equal(['a', 'b', 'c']);
      expect((at[1] ?? 0) - (at[0] ?? 0)).to.be.at.least(3_000);
    });

    it('that nobody awaits still belong to the turn', async () => {
      scene.platform.latency = 100;
      const handle = async (turn: Turn): Promise<void> => void turn.say(text('later'));
      const rig = connect(scene.platform, { handle }, { receiptDelay: 0 });
      const joined = rig.delivery.join(dialog);
      await scene.clock.tickAsync(1_000);
      await joined;
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(150);
      expect(rig.delivery.depths.running).to.equal(1);
      await scene.clock.tickAsync(2_000);
      expect(scene.platform.replies(D)).to.deep.equal(['later']);
      expect(scene.platform.read(D)).to.deep.equal([0]);
    });

    it('are looked for in the record when their answer does not tell where they are', async () => {
      let answers = 0;
      scene.platform.fault = (type, body) =>
        type === publishEvent && JSON.stringify(body).includes('once') && answers++ === 0 ? 'unclear' : 'none';
      const sequences: number[] = [];
      const handle = async (turn: Turn): Promise<void> => void sequences.push(await turn.say(text('once')));
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      // The echo of the reply is lost as well.
      const live = scene.platform.notify;
      scene.platform.notify = (event) => (event.originatorId === 'consumer' ? live(event) : undefined);
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(60_000);
      expect(scene.platform.replies(D)).to.deep.equal(['once']);
      expect(sequences).to.deep.equal([1]);
    });

    it('to another dialog are looked for there when the process before this one may have sent them', async () => {
      const other = 'dialog-2';
      const handle = async (turn: Turn): Promise<unknown> => {
        if (textIn(turn) !== 'go') return echo(turn);
        const sequence = await turn.say({ ...text('over there'), dialogId: other });
        return turn.say(text(`said as ${sequence}`));
      };
      scene.platform.fault = (type, body) =>
        type === publishEvent && JSON.stringify(body).includes('said as') ? 'lost-before' : 'none';
      const first = connect(scene.platform, { handle });
      await scene.join(first);
      scene.platform.says(D, 'hello');
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(100);
      first.crash();
      scene.platform.fault = () => 'none';
      const second = connect(scene.platform, { handle });
      await scene.join(second);
      await scene.clock.tickAsync(10_000);
      expect(scene.platform.replies(other)).to.deep.equal(['over there']);
      expect(scene.platform.replies(D)).to.deep.equal(['re hello', 'said as 0']);
    });

    it('that take the connection down each time are given up', async () => {
      scene.platform.fault = (type, body) =>
        type === publishEvent && JSON.stringify(body).includes('poison') ? 'timeout' : 'none';
      const rig = connect(scene.platform, { handle: (turn) => turn.say(text('poison')) });
      await scene.join(rig);
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(60_000);
      const sent = scene.platform.requests.filter(({ body }) => JSON.stringify(body).includes('poison')).length;
      expect(sent).to.be.at.most(5);
      expect(types(rig)).to.include('deadLettered');
    });
  });

  describe('messages that are no replies', () => {
    it('are sent once per key, over restarts too, and in order with replies', async () => {
      const first = connect(scene.platform, {});
      await scene.join(first);
      const message = { ...dialog, content: text('reminder'), idempotencyKey: 'r1' };
      const sent = first.delivery.publish(message);
      await scene.clock.tickAsync(100);
      expect(await sent).to.equal(0);
      first.crash();
      const second = connect(scene.platform, {});
      await scene.join(second);
      const again = second.delivery.publish(message);
      await scene.clock.tickAsync(100);
      expect(await again).to.equal(0);
      expect(scene.platform.replies(D)).to.deep.equal(['reminder']);
    });
  });
});
