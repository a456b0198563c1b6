import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AgentRequest } from '../protocol/names.js';
import { connect, FakePlatform, text } from './fake-platform.test.js';
import { D, dialog, echo, Scene } from './scene.test.js';
import type { Turn } from './turn.js';

const { queryMessages } = AgentRequest;

describe('Delivery', () => {
  const scene = new Scene();

  describe('joining and returning', () => {
    it('answers what was asked before the bot joined, and reads all pages whatever their kind', async () => {
      for (const kind of [{ inclusive: true }, { inclusive: false }, { newestFirst: true }]) {
        scene.platform = Object.assign(new FakePlatform(), { page: 7, ...kind });
        for (let n = 0; n < 20; n += 1) scene.platform.says(D, `q${n}`);
        const rig = connect(scene.platform, { handle: echo }, { loop: { replies: Infinity } });
        const joined = rig.delivery.join(dialog);
        await scene.clock.tickAsync(2_000);
        expect(await joined).to.deep.equal({ missed: 20, read: true });
        expect(scene.platform.replies(D), JSON.stringify(kind)).to.deep.equal(
          [...Array(20).keys()].map((n) => `re q${n}`),
        );
      }
    });

    it('answers nothing twice after a restart, whether or not the receipt had left', async () => {
      for (const pause of [5, 1_000]) {
        scene.platform = new FakePlatform();
        scene.platform.says(D, 'question');
        const first = connect(scene.platform, { handle: echo });
        void first.delivery.join(dialog);
        await scene.clock.tickAsync(pause + 10);
        first.crash();
        const redelivered: boolean[] = [];
        const second = connect(scene.platform, { handle: (turn) => (redelivered.push(turn.redelivered), echo(turn)) });
        await scene.join(second);
        await scene.clock.tickAsync(1_000);
        expect(scene.platform.replies(D)).to.deep.equal(['re question']);
        expect(scene.platform.read(D)).to.deep.equal([0]);
        expect(redelivered).to.deep.equal(pause === 5 ? [true] : []);
      }
    });

    it('merges once what arrives while history is read', async () => {
      scene.platform.latency = 100;
      scene.platform.says(D, 'before');
      const rig = connect(scene.platform, { handle: echo });
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(150);
      scene.platform.says(D, 'meanwhile');
      await scene.clock.tickAsync(5_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re before', 're meanwhile']);
    });

    it('welcomes before the first message on the first join only, and once in spite of a crash', async () => {
      let welcomes = 0;
      const author = {
        join: async (turn: Turn): Promise<void> => {
          welcomes += 1;
          await turn.say(text('welcome'));
          await turn.say(text('how can I help'));
        },
        handle: echo,
      };
      scene.platform.says(D, 'hi');
      scene.platform.latency = 10;
      const first = connect(scene.platform, author);
      void first.delivery.join(dialog);
      while (scene.platform.replies(D).length === 0) await scene.clock.tickAsync(1);
      first.crash();
      const second = connect(scene.platform, author);
      await scene.join(second);
      await scene.clock.tickAsync(2_000);
      second.crash();
      const third = connect(scene.platform, author);
      await scene.join(third);
      await scene.clock.tickAsync(2_000);
      expect(scene.platform.replies(D)).to.deep.equal(['welcome', 'how can I help', 're hi']);
      expect(welcomes).to.equal(2);
    });

    it('does not welcome in a second dialog of the same conversation', async () => {
      const welcomed: string[] = [];
      const rig = connect(scene.platform, { join: async (turn) => welcomed.push(turn.dialogId) });
      await scene.join(rig);
      void rig.delivery.join({ conversationId: D, dialogId: 'survey' });
      await scene.clock.tickAsync(100);
      expect(welcomed).to.deep.equal([D]);
    });

    it('reads on from the cursor after a reconnect, at most so many requests at once', async () => {
      const rig = connect(scene.platform, { handle: echo });
      const ids = [...Array(30).keys()].map((n) => `d${n}`);
      for (const id of ids) void rig.delivery.join({ conversationId: id, dialogId: id });
      await scene.clock.tickAsync(1_000);
      const live = scene.platform.notify;
      scene.platform.notify = () => undefined;
      for (const id of ids) for (const word of ['one', 'two']) scene.platform.says(id, word);
      scene.platform.notify = live;
      let now = 0;
      let most = 0;
      const request = scene.platform.request.bind(scene.platform);
      scene.platform.request = async (type, body, terms) => {
        if (type === queryMessages) most = Math.max(most, ++now);
        try {
          return await request(type, body, terms);
        } finally {
          if (type === queryMessages) now -= 1;
        }
      };
      const resync = rig.delivery.resync(ids.map((id) => ({ conversationId: id, dialogId: id })));
      await scene.clock.tickAsync(2_000);
      expect(await resync).to.deep.equal({ missed: 60 });
      expect(most).to.equal(10);
      for (const id of ids) expect(scene.platform.replies(id)).to.deep.equal(['re one', 're two']);
    });

    it('lets only the dialog wait whose history cannot be read, and tries again', async () => {
      let broken = true;
      scene.platform.fault = (_, body) => (broken && JSON.stringify(body).includes('bad') ? 'timeout' : 'none');
      const rig = connect(scene.platform, { handle: echo });
      const bad = rig.delivery.join({ conversationId: 'bad', dialogId: 'bad' });
      await scene.join(rig);
      scene.platform.says('bad', 'patience');
      scene.platform.says(D, 'now');
      await scene.clock.tickAsync(2_000);
      expect(await bad).to.deep.equal({ missed: 0, read: false });
      expect(scene.platform.replies(D)).to.deep.equal(['re now']);
      expect(scene.platform.replies('bad')).to.deep.equal([]);
      broken = false;
      await scene.clock.tickAsync(10_000);
      expect(scene.platform.replies('bad')).to.deep.equal(['re patience']);
    });

    it('looks again, when it reconciles, for what history could not give', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      const live = scene.platform.notify;
      scene.platform.notify = () => undefined;
      scene.platform.says(D, 'slow to be recorded');
      const [late] = scene.platform.events(D).splice(0);
      scene.platform.notify = live;
      scene.platform.put(D, 1, { sender: { id: 'consumer', role: 'CONSUMER' }, event: text('seen').event });
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re seen']);
      if (late !== undefined) scene.platform.events(D).unshift(late);
      void rig.delivery.resync([dialog]);
      await scene.clock.tickAsync(1_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re seen', 're slow to be recorded']);
    });

    it('reads at once after a reconnect, also where a failure was being waited out', async () => {
      scene.platform.fault = (type) => (type === queryMessages ? 'timeout' : 'none');
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      await scene.clock.tickAsync(20_000);
      scene.platform.fault = () => 'none';
      scene.platform.says(D, 'hello');
      void rig.delivery.resync([dialog]);
      await scene.clock.tickAsync(100);
      expect(scene.platform.replies(D)).to.deep.equal(['re hello']);
    });

    it('reports what a truncated history has lost and goes on', async () => {
      const rig = connect(scene.platform, { handle: echo });
      await scene.join(rig);
      scene.platform.says(D, 'first');
      await scene.clock.tickAsync(1_000);
      const live = scene.platform.notify;
      scene.platform.notify = () => undefined;
      for (let n = 0; n < 50; n += 1) scene.platform.says(D, `lost ${n}`);
      scene.platform.events(D).splice(0, 50);
      scene.platform.says(D, 'kept');
      scene.platform.notify = live;
      const resync = rig.delivery.resync([dialog]);
      await scene.clock.tickAsync(2_000);
      expect((await resync).missed).to.equal(4);
      expect(rig.reports.filter(({ type }) => type === 'gap')).to.deep.equal([
        { type: 'gap', dialogId: D, from: 3, to: 49 },
      ]);
      expect(scene.platform.replies(D).at(-1)).to.equal('re kept');
    });
  });
});
