import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { connect, text, textIn } from './fake-platform.test.js';
import { D, dialog, echo, Scene } from './scene.test.js';
import type { Turn } from './turn.js';

describe('Delivery', () => {
  const scene = new Scene();

  describe('leaving and stopping', () => {
    it('drops what waits, lets the running handler finish, and frees the dialog', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await echo(turn);
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      for (const word of ['a', 'b', 'c']) scene.platform.says(D, word);
      await scene.clock.tickAsync(10);
      rig.delivery.leave(D);
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re a']);
      expect(rig.reports).to.deep.include({ type: 'dropped', dialogId: D, count: 2 });
      expect(rig.delivery.depths).to.include({ dialogs: 0, queued: 0, running: 0 });
    });

    it('never runs two handlers of a dialog that is joined again while one still runs, and does nothing twice', async () => {
      let now = 0;
      let most = 0;
      const handle = async (turn: Turn): Promise<void> => {
        most = Math.max(most, ++now);
        await turn.say(text(`start ${textIn(turn)}`));
        await new Promise((resolve) => setTimeout(resolve, 500));
        await turn.say(text(`end ${textIn(turn)}`));
        now -= 1;
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      scene.platform.says(D, 'b');
      await scene.clock.tickAsync(100);
      rig.delivery.leave(D);
      await scene.join(rig);
      await scene.clock.tickAsync(5_000);
      expect(most).to.equal(1);
      expect(scene.platform.replies(D)).to.deep.equal(['start a', 'end a', 'start b', 'end b']);
      expect(scene.platform.read(D)).to.deep.equal([0, 1]);
    });

    it('does not repeat a message whose handler ends while the dialog, joined again, is being read', async () => {
      let runs = 0;
      const handle = async (): Promise<void> => {
        runs += 1;
        await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(50);
      rig.delivery.leave(D);
      scene.platform.latency = 40;
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(5_000);
      expect(runs).to.equal(1);
      expect(scene.platform.read(D)).to.deep.equal([0]);
      expect(rig.delivery.depths).to.include({ queued: 0, running: 0 });
    });

    it('does not repeat what a handler says and then fails, while the dialog, joined again, is being read', async () => {
      scene.platform.inclusive = true;
      const request = scene.platform.request.bind(scene.platform);
      scene.platform.request = async (type, body, terms) => {
        const answer = await request(type, body, terms);
        if (type === AgentRequest.queryMessages) await new Promise((resolve) => setTimeout(resolve, 500));
        return answer;
      };
      let runs = 0;
      const handle = async (turn: Turn): Promise<void> => {
        runs += 1;
        if (runs === 1) await new Promise((resolve) => setTimeout(resolve, 600));
        await turn.say(text('x'));
        if (runs === 1) throw new Error('after all');
      };
      const rig = connect(scene.platform, { handle });
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(5_000);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(50);
      rig.delivery.leave(D);
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(10_000);
      expect(runs).to.equal(2);
      expect(scene.platform.replies(D)).to.deep.equal(['x']);
    });

    it('does not repeat a reply that is still out when its handler fails in a dialog joined again', async () => {
      const request = scene.platform.request.bind(scene.platform);
      scene.platform.request = async (type, body, terms) => {
        if (type === AgentRequest.publishEvent) await new Promise((resolve) => setTimeout(resolve, 1_000));
        return request(type, body, terms);
      };
      let runs = 0;
      const handle = async (turn: Turn): Promise<void> => {
        runs += 1;
        const said = turn.say(text('x'));
        if (runs > 1) return void (await said);
        said.catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 100));
        throw new Error('too soon');
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(50);
      rig.delivery.leave(D);
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(10_000);
      expect(runs).to.equal(2);
      expect(scene.platform.replies(D)).to.deep.equal(['x']);
    });

    it('says its welcome once, however often the dialog is left and joined while something is on its way', async () => {
      let throttled = 0;
      scene.platform.fault = () => (throttled-- > 0 ? 'throttled' : 'none');
      const rig = connect(scene.platform, { join: (turn) => turn.say(text('welcome')) });
      await scene.join(rig);
      for (const word of ['one', 'two']) {
        throttled = 1;
        void rig.delivery.publish({ ...dialog, content: text(word) });
        await scene.clock.tickAsync(10);
        rig.delivery.leave(D);
        void rig.delivery.join(dialog);
        await scene.clock.tickAsync(5_000);
      }
      expect(scene.platform.replies(D)).to.deep.equal(['welcome', 'one', 'two']);
    });

    it('drains: starts nothing new, waits for what runs, sends the receipts', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await echo(turn);
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      await scene.join(rig, 'other');
      scene.platform.says('other', 'a');
      scene.platform.says('other', 'b');
      await scene.clock.tickAsync(300);
      scene.platform.says(D, 'a');
      scene.platform.says(D, 'b');
      await scene.clock.tickAsync(10);
      let drained = false;
      void rig.delivery.drain(new AbortController().signal).then(() => (drained = true));
      await scene.clock.tickAsync(400);
      expect(drained).to.equal(false);
      await scene.clock.tickAsync(200);
      expect(drained).to.equal(true);
      for (const id of [D, 'other']) {
        expect(scene.platform.replies(id)).to.deep.equal(['re a']);
        expect(scene.platform.read(id)).to.deep.equal([0]);
      }
      await scene.clock.tickAsync(60_000);
      expect(scene.clock.countTimers()).to.equal(0);
    });

    it('gives up on a handler when the time to drain is over; its message stays unread', async () => {
      const aborted: boolean[] = [];
      const handle = (turn: Turn): Promise<void> =>
        new Promise(() => turn.signal.addEventListener('abort', () => aborted.push(true)));
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(10);
      const time = new AbortController();
      const drained = rig.delivery.drain(time.signal);
      await scene.clock.tickAsync(1_000);
      time.abort();
      await scene.clock.tickAsync(10);
      await drained;
      expect(aborted).to.deep.equal([true]);
      expect(scene.platform.read(D)).to.deep.equal([]);
      expect(scene.clock.countTimers()).to.equal(0);
    });
  });
});
