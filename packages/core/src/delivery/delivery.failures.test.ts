import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LateReplyError } from '../errors/handler.js';
import type { FailedAttempts, FailureBook } from './failure-book.js';
import { connect, FakePlatform, text, textIn } from './fake-platform.test.js';
import { D, echo, Scene } from './scene.test.js';
import type { Turn } from './turn.js';

describe('Delivery', () => {
  const scene = new Scene();

  describe('a failing handler', () => {
    it('is tried again after 1 and 5 s, then given up, and the dialog goes on', async () => {
      const at: number[] = [];
      const attempts: number[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        if (textIn(turn) !== 'poison') return void (await echo(turn));
        at.push(performance.now());
        attempts.push(turn.attempt);
        await turn.say(text('trying'));
        throw new Error('no');
      };
      let lost = false;
      scene.platform.fault = (_, body) =>
        !lost && JSON.stringify(body).includes('sorry') ? ((lost = true), 'timeout') : 'none';
      const rig = connect(scene.platform, { handle, failed: (turn) => turn.say(text('sorry')) });
      await scene.join(rig);
      scene.platform.says(D, 'poison');
      scene.platform.says(D, 'next');
      await scene.clock.tickAsync(20_000);
      expect(attempts).to.deep.equal([1, 2, 3]);
      expect((at[1] ?? 0) - (at[0] ?? 0)).to.be.within(1_000, 1_010);
      expect((at[2] ?? 0) - (at[1] ?? 0)).to.be.within(5_000, 5_010);
      expect(scene.platform.replies(D)).to.deep.equal(['trying', 'sorry', 're next']);
      expect(scene.platform.read(D)).to.deep.equal([0, 1]);
      expect(rig.failures.map(({ code }) => code)).to.deep.equal(['HANDLER_FAILED']);
      expect(rig.reports.find(({ type }) => type === 'deadLettered')).to.deep.equal({
        type: 'deadLettered',
        dialogId: D,
        conversationId: D,
        sequence: 0,
        attempts: 3,
        reason: 'HANDLER_FAILED',
      });
    });

    for (const [moment, milliseconds, further] of [
      ['between its attempts', 500, [2, 3]],
      ['before the last', 3_000, [3]],
      ['after the last', 6_500, []],
    ] as const) {
      it(`goes on with its attempts where a process that was killed ${moment} has left them`, async () => {
        const kept = new Map<string, FailedAttempts>();
        const calls: string[] = [];
        const failures: FailureBook = {
          recall: async ({ dialogId }) => kept.get(dialogId),
          note: ({ dialogId }, failed) => void (calls.push('note'), kept.set(dialogId, failed)),
          forget: ({ dialogId }) => void (calls.push('forget'), kept.delete(dialogId)),
        };
        const attempts: number[] = [];
        const never = new Promise<never>(() => undefined);
        let dead = false;
        const handle = async (turn: Turn): Promise<void> => {
          if (textIn(turn) !== 'poison') return void (await echo(turn));
          attempts.push(turn.attempt);
          throw new Error('no');
        };
        const mortal = (turn: Turn): Promise<void> => (dead ? never : handle(turn));
        const rig = connect(scene.platform, { handle: mortal, failures, failed: () => never });
        await scene.join(rig);
        scene.platform.says(D, 'fine');
        await scene.clock.tickAsync(1_000);
        expect(calls, 'a success was written down').to.deep.equal([]);
        const sequence = scene.platform.says(D, 'poison');
        await scene.clock.tickAsync(milliseconds);
        rig.crash();
        dead = true;
        attempts.length = 0;
        const again = connect(scene.platform, { handle, failures });
        await scene.join(again);
        scene.platform.says(D, 'next');
        await scene.clock.tickAsync(20_000);
        expect(attempts).to.deep.equal(further);
        const deadLettered = { sequence, attempts: 3, reason: 'HANDLER_FAILED' };
        expect(again.reports.find(({ type }) => type === 'deadLettered')).to.include(deadLettered);
        expect(again.failures.map(({ code }) => code)).to.deep.equal(['HANDLER_FAILED']);
        expect(scene.platform.replies(D)).to.deep.equal(['re fine', 're next']);
        expect([...kept], 'an entry was left behind').to.deep.equal([]);
      });
    }

    it('takes no place while it waits, and does not hold up other dialogs', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        if (turn.dialogId === 'bad') throw new Error('no');
        await echo(turn);
      };
      const rig = connect(scene.platform, { handle }, { maxConcurrentHandlers: 1 });
      await scene.join(rig, 'bad');
      await scene.join(rig);
      scene.platform.says('bad', 'x');
      scene.platform.says(D, 'y');
      await scene.clock.tickAsync(100);
      expect(scene.platform.replies(D)).to.deep.equal(['re y']);
    });

    it('may throw anything at all', async () => {
      const resisting = new Proxy(new Error('x'), {
        get: () => {
          throw new Error('get');
        },
        getPrototypeOf: () => {
          throw new Error('prototype');
        },
        has: () => {
          throw new Error('has');
        },
      });
      const rejection = async (value: unknown): Promise<never> => {
        throw value;
      };
      const thrown: unknown[] = [null, undefined, 'text', Object.freeze({}), resisting];
      for (const value of thrown) {
        const handle = (turn: Turn): Promise<unknown> => (textIn(turn) === 'bad' ? rejection(value) : echo(turn));
        scene.platform = new FakePlatform();
        const rig = connect(scene.platform, { handle }, { retryDelays: [] });
        await scene.join(rig);
        scene.platform.says(D, 'bad');
        scene.platform.says(D, 'good');
        await scene.clock.tickAsync(1_000);
        expect(scene.platform.replies(D)).to.deep.equal(['re good']);
        expect(rig.failures.map(({ code }) => code)).to.deep.equal(['HANDLER_FAILED']);
      }
    });

    it('that never ends is timed out, its signal aborted, its place freed, its late reply refused', async () => {
      const late: unknown[] = [];
      const aborted: boolean[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        if (textIn(turn) !== 'hang') return void (await echo(turn));
        await new Promise((resolve) => setTimeout(resolve, 31_000));
        aborted.push(turn.signal.aborted);
        await turn.say(text('too late')).catch((error: unknown) => late.push(error));
      };
      const rig = connect(scene.platform, { handle }, { retryDelays: [1_000], maxConcurrentHandlers: 1 });
      await scene.join(rig);
      scene.platform.says(D, 'hang');
      scene.platform.says(D, 'next');
      await scene.clock.tickAsync(120_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re next']);
      expect(aborted).to.deep.equal([true, true]);
      expect(late).to.have.length(2);
      expect(late[0]).to.be.instanceOf(LateReplyError);
      expect(rig.failures.map(({ code }) => code)).to.deep.equal(['HANDLER_TIMEOUT']);
    });

    it('does not hold up its dialog with a reply that is being throttled when its time is over', async () => {
      let throttle = true;
      scene.platform.fault = (_, body) => (throttle && JSON.stringify(body).includes('first') ? 'throttled' : 'none');
      const handle = async (turn: Turn): Promise<void> => void (await turn.say(text(`first of ${turn.attempt}`)));
      const rig = connect(scene.platform, { handle }, { handlerTimeout: 3_500, retryDelays: [0] });
      await scene.join(rig);
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(3_400);
      throttle = false;
      const sent = rig.delivery.publish({ conversationId: D, dialogId: D, content: text('proactive') });
      await scene.clock.tickAsync(300);
      expect(scene.platform.replies(D)).to.have.members(['first of 1', 'proactive']);
      await sent;
    });

    it('that waits for a reply when its time is over is through before its next attempt begins', async () => {
      const seen: string[] = [];
      scene.platform.fault = (_, body) => (JSON.stringify(body).includes('stuck') ? 'throttled' : 'none');
      const handle = async (turn: Turn): Promise<void> => {
        seen.push('begins');
        await turn.say(text('stuck')).finally(() => seen.push('ends'));
      };
      await scene.join(connect(scene.platform, { handle }, { handlerTimeout: 3_500, retryDelays: [0] }));
      scene.platform.says(D, 'go');
      await scene.clock.tickAsync(7_500);
      expect(seen).to.deep.equal(['begins', 'ends', 'begins', 'ends', 'begins']);
    });

    it('is not given up because of an outage, however long', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.live = false;
      scene.platform.says(D, 'during the outage');
      await scene.clock.tickAsync(600_000);
      expect(rig.failures).to.deep.equal([]);
      scene.platform.recover();
      await scene.clock.tickAsync(60_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re during the outage']);
      expect(scene.platform.read(D)).to.deep.equal([0]);
    });
  });
});
