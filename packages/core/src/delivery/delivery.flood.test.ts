import { expect } from 'chai';
import { describe, it } from 'mocha';
import { HandlerFailedError } from '../errors/handler.js';
import { readMessageEvent } from '../protocol/message-event.js';
import { AgentRequest } from '../protocol/names.js';
import { BOT, connect, text, textIn } from './fake-platform.test.js';
import { D, echo, Scene } from './scene.test.js';
import type { Turn } from './turn.js';

describe('Delivery', () => {
  const scene = new Scene();

  describe('a flood', () => {
    it('is held in bounded memory and handled completely, in order', async () => {
      const seen: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        seen.push(textIn(turn));
        await new Promise((resolve) => setTimeout(resolve, 10));
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      let most = 0;
      for (let n = 0; n < 2_000; n += 1) {
        scene.platform.says(D, `${n}`);
        most = Math.max(most, rig.delivery.depths.queued);
      }
      for (let step = 0; step < 300; step += 1) {
        await scene.clock.tickAsync(200);
        most = Math.max(most, rig.delivery.depths.queued);
      }
      expect(most).to.be.at.most(101);
      expect(seen).to.deep.equal([...Array(2_000).keys()].map(String));
    });

    it('over many dialogs pauses the socket at the high mark, and never while an answer is awaited', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await echo(turn);
      };
      let paused = false;
      const rig = connect(scene.platform, { handle }, { highWater: 50, lowWater: 20, loop: { replies: Infinity } });
      const push = rig.flow.push.bind(rig.flow);
      rig.flow.push = (change) => ((paused = change === 'pause'), push(change));
      const request = scene.platform.request.bind(scene.platform);
      scene.platform.request = async (...terms) => {
        expect(paused, 'paused during a request').to.equal(false);
        const answer = await request(...terms);
        expect(paused, 'paused before the answer').to.equal(false);
        return answer;
      };
      const ids = [...Array(40).keys()].map((n) => `d${n}`);
      for (const id of ids) void rig.delivery.join({ conversationId: id, dialogId: id });
      await scene.clock.tickAsync(500);
      let most = 0;
      for (let n = 0; n < 10; n += 1) {
        for (const id of ids) scene.platform.says(id, `${n}`);
        most = Math.max(most, rig.delivery.depths.queued);
      }
      expect(rig.flow).to.include('pause');
      await scene.clock.tickAsync(60_000);
      expect(most).to.be.at.most(55);
      expect(scene.platform.count(AgentRequest.queryMessages)).to.be.above(ids.length);
      expect(paused).to.equal(false);
      const replies = [...Array(10).keys()].map((n) => `re ${n}`);
      for (const id of ids) expect(scene.platform.replies(id)).to.deep.equal(replies);
      expect(rig.delivery.depths).to.include({ queued: 0, behind: 0, running: 0 });
    });

    it('does not turn into a flood of history requests', async () => {
      const handle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 100));
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      for (let n = 0; n < 10_000; n += 1) {
        scene.platform.says(D, `${n}`);
        if (n % 200 === 0) await scene.clock.tickAsync(1);
      }
      await scene.clock.tickAsync(10_000);
      expect(scene.platform.count(AgentRequest.queryMessages)).to.be.below(10);
    });

    it('in the record of a dialog just joined is held in bounded memory, too', async () => {
      for (let n = 0; n < 350; n += 1) {
        scene.platform.says(D, `${n}`);
        if (n % 2 === 0)
          scene.platform.add(D, BOT, {
            type: 'AcceptStatusEvent',
            status: 'READ',
            sequenceList: [scene.platform.events(D).length - 1],
          });
      }
      const seen: string[] = [];
      const rig = connect(scene.platform, { handle: async (turn) => seen.push(textIn(turn)) });
      const joined = await scene.join(rig);
      await scene.clock.tickAsync(5_000);
      expect(joined.missed).to.equal(175);
      expect(seen).to.deep.equal([...Array(175).keys()].map((n) => `${2 * n + 1}`));
    });

    it('U09 of a hundred thousand replies without waiting is refused beyond what may wait', async () => {
      const said: Promise<unknown>[] = [];
      let most = 0;
      const handle = (turn: Turn): Promise<unknown> => {
        for (let n = 0; n < 100_000; n += 1) {
          said.push(turn.say(text(`${n}`)));
          if (n % 100 === 99) most = Math.max(most, rig.delivery.depths.outgoing);
        }
        return Promise.allSettled(said);
      };
      const rig = connect(scene.platform, { handle }, { loop: { replies: Infinity } });
      await scene.join(rig);
      scene.platform.says(D, 'go on for ever');
      await scene.clock.tickAsync(20_000);
      const outcomes = await Promise.allSettled(said);
      const refused = outcomes.filter((one) => one.status === 'rejected');
      expect(most).to.be.at.most(1_001);
      expect(refused).to.have.length(100_000 - most);
      expect(refused.every(({ reason }) => reason instanceof HandlerFailedError)).to.equal(true);
      expect(scene.platform.replies(D)).to.deep.equal([...Array(most).keys()].map(String));
    });

    it('M08 of a million dialogs that nobody knows leaves a hundred of them behind', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const event = readMessageEvent({
        sequence: 0,
        dialogId: 'stray',
        conversationId: 'stray',
        originatorId: 'c',
        serverTimestamp: 1,
        event: { type: 'ContentEvent', contentType: 'text/plain', message: 'x' },
      });
      if (event === undefined) throw new Error('The event cannot be read.');
      for (let n = 0; n < 1_000_000; n += 1) rig.delivery.accept({ ...event, dialogId: `stray-${n}` });
      expect(rig.delivery.depths).to.include({ parked: 100, dialogs: 1, queued: 0 });
    }).timeout(20_000);
  });
});
