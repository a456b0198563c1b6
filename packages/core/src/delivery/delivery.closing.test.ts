import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { connect, type Rig, text, textIn } from './fake-platform.test.js';
import { D, dialog, echo, Scene, types } from './scene.test.js';
import type { Turn } from './turn.js';

describe('Delivery', () => {
  const scene = new Scene();

  describe('of a dialog that is closed', () => {
    const idle = { dialogs: 0, queued: 0, running: 0, outgoing: 0 };

    /** Closes the dialog, and tells by `over` that it has come to its end. */
    const finish = (rig: Rig): { over: boolean; missed: number } => {
      const seen = { over: false, missed: 0 };
      const { read, over } = rig.delivery.finish(D);
      void read.then(({ missed }) => (seen.missed = missed));
      void over.then(() => (seen.over = true));
      return seen;
    };

    /** A slow author who says nothing and remembers what was handled. */
    const listener = (heard: string[]) => ({
      handle: async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        heard.push(textIn(turn));
      },
    });

    it('hands over what was waiting and what only the record knows, and then leaves the dialog', async () => {
      const heard: string[] = [];
      const rig = connect(scene.platform, listener(heard));
      await scene.join(rig);
      for (const word of ['a', 'b']) scene.platform.says(D, word);
      await scene.clock.tickAsync(10);
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'c');
      const ending = finish(rig);
      await scene.clock.tickAsync(250);
      expect([heard, ending]).to.deep.equal([['a', 'b'], { over: false, missed: 1 }]);
      await scene.clock.tickAsync(1_000);
      expect([heard, ending.over]).to.deep.equal([['a', 'b', 'c'], true]);
      expect(rig.delivery.depths).to.include(idle);
      expect(types(rig)).to.deep.equal([]);
      await scene.clock.tickAsync(60_000);
      expect(scene.clock.countTimers()).to.equal(0);
    });

    it('refuses a reply at once, and gives its message up at the first attempt', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.notify = () => undefined;
      const sequence = scene.platform.says(D, 'a');
      const ending = finish(rig);
      await scene.clock.tickAsync(100);
      expect(ending.over).to.equal(true);
      expect(rig.failures.map(({ code }) => code)).to.deep.equal(['DIALOG_CLOSED']);
      expect(rig.reports).to.deep.equal([
        { type: 'deadLettered', ...dialog, sequence, attempts: 1, reason: 'DIALOG_CLOSED' },
      ]);
      expect(scene.platform.replies(D)).to.deep.equal([]);
    });

    it('refuses the reply of a handler that was already running', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await echo(turn);
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(10);
      const ending = finish(rig);
      await scene.clock.tickAsync(1_000);
      expect(ending.over).to.equal(true);
      expect(types(rig)).to.deep.equal(['deadLettered']);
      expect(scene.platform.replies(D)).to.deep.equal([]);
    });

    it('leaves it to the platform to refuse what is no reply', async () => {
      const rig = connect(scene.platform, {});
      await scene.join(rig);
      finish(rig);
      scene.platform.fault = (type) => (type === AgentRequest.publishEvent ? 'refused' : 'none');
      const codes: unknown[] = [];
      const said = rig.delivery.publish({ ...dialog, content: text('b') });
      void said.catch((error: { readonly code: unknown }) => codes.push(error.code));
      await scene.clock.tickAsync(100);
      expect(codes).to.deep.equal(['REQUEST_REFUSED']);
    });

    it('takes a message for handled whose handler does not mind', async () => {
      const rig = connect(scene.platform, { handle: (turn) => echo(turn).catch(() => undefined) });
      await scene.join(rig);
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'a');
      const ending = finish(rig);
      await scene.clock.tickAsync(1_000);
      expect([ending.over, types(rig)]).to.deep.equal([true, []]);
    });

    it('tries a handler again that failed for another reason', async () => {
      const attempts: number[] = [];
      const handle = async ({ attempt }: Turn): Promise<void> => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('out of luck');
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'a');
      const ending = finish(rig);
      await scene.clock.tickAsync(900);
      expect(ending.over).to.equal(false);
      await scene.clock.tickAsync(1_000);
      expect([ending.over, attempts, types(rig)]).to.deep.equal([true, [1, 2], []]);
    });

    it('greets nobody', async () => {
      const greeted: Turn[] = [];
      const rig = connect(scene.platform, { join: async (turn) => greeted.push(turn) });
      void rig.delivery.join(dialog);
      const ending = finish(rig);
      await scene.clock.tickAsync(1_000);
      expect([ending.over, greeted]).to.deep.equal([true, []]);
    });

    it('gives up a greeting that was to be tried again', async () => {
      const greet = async (): Promise<void> => {
        throw new Error('out of luck');
      };
      const rig = connect(scene.platform, { join: greet });
      await scene.join(rig);
      const ending = finish(rig);
      await scene.clock.tickAsync(100);
      expect([ending.over, types(rig)]).to.deep.equal([true, []]);
      expect(rig.delivery.depths).to.include(idle);
    });

    it('makes do with what it has when the platform does not show the record any more', async () => {
      const heard: string[] = [];
      scene.platform.fault = (type) =>
        type === AgentRequest.queryMessages && rig.delivery.depths.queued > 0 ? 'refused' : 'none';
      const rig = connect(scene.platform, listener(heard));
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(10);
      const ending = finish(rig);
      await scene.clock.tickAsync(1_000);
      expect([ending.over, heard, types(rig)]).to.deep.equal([true, ['a'], []]);
      await scene.clock.tickAsync(60_000);
      expect(scene.clock.countTimers()).to.equal(0);
    });

    it('waits no longer than ten seconds for a platform that does not answer, and takes what has arrived', async () => {
      const heard: string[] = [];
      const rig = connect(scene.platform, listener(heard));
      await scene.join(rig);
      scene.platform.says(D, 'first');
      await scene.clock.tickAsync(200);
      scene.platform.live = false;
      const { notify } = scene.platform;
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'lost');
      scene.platform.notify = notify;
      scene.platform.says(D, 'a');
      const ending = finish(rig);
      await scene.clock.tickAsync(9_900);
      expect([ending.over, heard]).to.deep.equal([false, ['first']]);
      await scene.clock.tickAsync(1_000);
      expect([ending.over, heard, types(rig)]).to.deep.equal([true, ['first', 'a'], ['gap']]);
    });

    it('leaves nothing behind when the bot stops meanwhile', async () => {
      const rig = connect(scene.platform, { handle: () => new Promise(() => undefined) });
      await scene.join(rig);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(10);
      const ending = finish(rig);
      const time = new AbortController();
      const drained = rig.delivery.drain(time.signal);
      time.abort();
      await scene.clock.tickAsync(10);
      await drained;
      expect(ending.over).to.equal(true);
      await scene.clock.tickAsync(60_000);
      expect(scene.clock.countTimers()).to.equal(0);
    });

    it('can be joined again, and speaks again', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const ending = finish(rig);
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(100);
      scene.platform.says(D, 'a');
      await scene.clock.tickAsync(100);
      expect(ending.over).to.equal(true);
      expect(scene.platform.replies(D)).to.deep.equal(['re a']);
    });
  });
});
