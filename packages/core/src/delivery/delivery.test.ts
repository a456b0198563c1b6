import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { LateReplyError } from '../errors/handler.js';
import { AgentRequest } from '../protocol/names.js';
import { BOT, COLLEAGUE, connect, FakePlatform, type Rig, text, textIn } from './fake-platform.test.js';
import type { Turn } from './turn.js';

const D = 'dialog-1';
const dialog = { conversationId: D, dialogId: D };
const { publishEvent, queryMessages } = AgentRequest;

describe('Delivery', () => {
  let clock: sinon.SinonFakeTimers;
  let platform: FakePlatform;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    platform = new FakePlatform();
  });
  afterEach(() => clock.restore());

  const join = async (rig: Rig, id = D): Promise<{ missed: number; read: boolean }> => {
    const joined = rig.delivery.join({ conversationId: id, dialogId: id });
    await clock.tickAsync(50 * platform.latency);
    return joined;
  };
  const echo = async (turn: Turn): Promise<unknown> => turn.say(text(`re ${textIn(turn)}`));
  const types = (rig: Rig): readonly string[] => rig.reports.map(({ type }) => type);

  describe('order', () => {
    it('handles the messages of one dialog one after another by sequence', async () => {
      const running: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        running.push(`<${textIn(turn)}`);
        await new Promise((resolve) => setTimeout(resolve, textIn(turn) === 'a' ? 500 : 5));
        running.push(`${textIn(turn)}>`);
      };
      const rig = connect(platform, { handle });
      await join(rig);
      for (const word of ['a', 'b', 'c']) platform.says(D, word);
      await clock.tickAsync(1_000);
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
      const rig = connect(platform, { handle }, { maxConcurrentHandlers: 2 });
      for (const id of ['busy', 'x', 'y']) await join(rig, id);
      for (let n = 0; n < 20; n += 1) platform.says('busy', `${n}`);
      platform.says('x', 'hi');
      platform.says('y', 'hi');
      await clock.tickAsync(1_000);
      expect(most).to.equal(2);
      expect(order).to.have.length(22);
      expect(order.indexOf('x')).to.be.below(3);
      expect(order.indexOf('y')).to.be.below(4);
    });

    it('keeps order and skips nothing when a later message arrives first', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      const live = platform.notify;
      const held: Parameters<typeof live>[0][] = [];
      platform.notify = (event) => held.push(event);
      platform.says(D, 'one');
      platform.says(D, 'two');
      platform.says(D, 'three');
      platform.notify = live;
      for (const event of held.reverse()) live(event);
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re one', 're two', 're three']);
      expect(types(rig)).not.to.include('gap');
    });

    it('fills a live gap from history before going on', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      const live = platform.notify;
      platform.notify = () => undefined;
      platform.says(D, 'one');
      platform.says(D, 'two');
      platform.notify = live;
      platform.says(D, 'three');
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re one', 're two', 're three']);
    });

    it('asks once and reports a gap when the sequence jumps by a billion, and still takes the true ones after it', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      platform.says(D, 'one');
      await clock.tickAsync(1_000);
      const queries = platform.count(queryMessages);
      platform.put(D, 1_000_000_000, { sender: { id: 'consumer', role: 'CONSUMER' }, event: text('far').event });
      platform.events(D).pop();
      await clock.tickAsync(1_000);
      expect(platform.count(queryMessages) - queries).to.equal(1);
      expect(rig.reports).to.deep.include({ type: 'gap', dialogId: D, from: 3, to: 999_999_999 });
      platform.says(D, 'after');
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re one', 're far', 're after']);
    });

    it('passes over other agents, receipts and typing, and shows them to the observer', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      platform.add(D, COLLEAGUE, text('from a colleague').event);
      platform.add(
        D,
        { id: 'consumer', role: 'CONSUMER' },
        { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [0] },
      );
      platform.notify({
        dialogId: D,
        role: 'CONSUMER',
        event: { type: 'ChatStateEvent', chatState: 'COMPOSING' },
        metadata: [],
      });
      platform.says(D, 'hello');
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re hello']);
      expect(rig.observed.map(({ event }) => event.type)).to.deep.equal([
        'ContentEvent',
        'AcceptStatusEvent',
        'ChatStateEvent',
      ]);
      expect(platform.count(queryMessages)).to.equal(2);
    });

    it('drops duplicates, and content without a sequence', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      const live = platform.notify;
      platform.notify = (event) => {
        live(event);
        live(event);
        const { sequence: _, ...unplaced } = event;
        live(unplaced);
      };
      platform.says(D, 'once');
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re once']);
      expect(types(rig)).to.include.members(['duplicate', 'unnumbered']);
      expect(platform.count(queryMessages)).to.equal(2);
    });

    it('keeps a message that overtakes the news of its dialog, and a bounded number of them', async () => {
      const rig = connect(platform, { handle: echo });
      platform.says(D, 'early');
      platform.record.clear();
      for (let n = 0; n < 5; n += 1) platform.says(`stranger-${n}`, 'x');
      await join(rig);
      await clock.tickAsync(500);
      expect(platform.replies(D)).to.deep.equal(['re early']);
      for (let n = 0; n < 5_000; n += 1) platform.says(`stranger-${n}`, 'x');
      expect(rig.delivery.depths.parked).to.equal(100);
    });
  });

  describe('joining and returning', () => {
    it('answers what was asked before the bot joined, and reads all pages whatever their kind', async () => {
      for (const kind of [{ inclusive: true }, { inclusive: false }, { newestFirst: true }]) {
        platform = Object.assign(new FakePlatform(), { page: 7, ...kind });
        for (let n = 0; n < 20; n += 1) platform.says(D, `q${n}`);
        const rig = connect(platform, { handle: echo }, { loop: { replies: Infinity } });
        const joined = rig.delivery.join(dialog);
        await clock.tickAsync(2_000);
        expect(await joined).to.deep.equal({ missed: 20, read: true });
        expect(platform.replies(D), JSON.stringify(kind)).to.deep.equal([...Array(20).keys()].map((n) => `re q${n}`));
      }
    });

    it('answers nothing twice after a restart, whether or not the receipt had left', async () => {
      for (const pause of [5, 1_000]) {
        platform = new FakePlatform();
        platform.says(D, 'question');
        const first = connect(platform, { handle: echo });
        void first.delivery.join(dialog);
        await clock.tickAsync(pause + 10);
        first.crash();
        const redelivered: boolean[] = [];
        const second = connect(platform, { handle: (turn) => (redelivered.push(turn.redelivered), echo(turn)) });
        await join(second);
        await clock.tickAsync(1_000);
        expect(platform.replies(D)).to.deep.equal(['re question']);
        expect(platform.read(D)).to.deep.equal([0]);
        expect(redelivered).to.deep.equal(pause === 5 ? [true] : []);
      }
    });

    it('merges once what arrives while history is read', async () => {
      platform.latency = 100;
      platform.says(D, 'before');
      const rig = connect(platform, { handle: echo });
      void rig.delivery.join(dialog);
      await clock.tickAsync(150);
      platform.says(D, 'meanwhile');
      await clock.tickAsync(5_000);
      expect(platform.replies(D)).to.deep.equal(['re before', 're meanwhile']);
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
      platform.says(D, 'hi');
      platform.latency = 10;
      const first = connect(platform, author);
      void first.delivery.join(dialog);
      while (platform.replies(D).length === 0) await clock.tickAsync(1);
      first.crash();
      const second = connect(platform, author);
      await join(second);
      await clock.tickAsync(2_000);
      second.crash();
      const third = connect(platform, author);
      await join(third);
      await clock.tickAsync(2_000);
      expect(platform.replies(D)).to.deep.equal(['welcome', 'how can I help', 're hi']);
      expect(welcomes).to.equal(2);
    });

    it('does not welcome in a second dialog of the same conversation', async () => {
      const welcomed: string[] = [];
      const rig = connect(platform, { join: async (turn) => welcomed.push(turn.dialogId) });
      await join(rig);
      void rig.delivery.join({ conversationId: D, dialogId: 'survey' });
      await clock.tickAsync(100);
      expect(welcomed).to.deep.equal([D]);
    });

    it('reads on from the cursor after a reconnect, at most so many requests at once', async () => {
      const rig = connect(platform, { handle: echo });
      const ids = [...Array(30).keys()].map((n) => `d${n}`);
      for (const id of ids) void rig.delivery.join({ conversationId: id, dialogId: id });
      await clock.tickAsync(1_000);
      const live = platform.notify;
      platform.notify = () => undefined;
      for (const id of ids) for (const word of ['one', 'two']) platform.says(id, word);
      platform.notify = live;
      let now = 0;
      let most = 0;
      const request = platform.request.bind(platform);
      platform.request = async (type, body, terms) => {
        if (type === queryMessages) most = Math.max(most, ++now);
        try {
          return await request(type, body, terms);
        } finally {
          if (type === queryMessages) now -= 1;
        }
      };
      const resync = rig.delivery.resync(ids.map((id) => ({ conversationId: id, dialogId: id })));
      await clock.tickAsync(2_000);
      expect(await resync).to.deep.equal({ missed: 60 });
      expect(most).to.equal(10);
      for (const id of ids) expect(platform.replies(id)).to.deep.equal(['re one', 're two']);
    });

    it('lets only the dialog wait whose history cannot be read, and tries again', async () => {
      let broken = true;
      platform.fault = (_, body) => (broken && JSON.stringify(body).includes('bad') ? 'timeout' : 'none');
      const rig = connect(platform, { handle: echo });
      const bad = rig.delivery.join({ conversationId: 'bad', dialogId: 'bad' });
      await join(rig);
      platform.says('bad', 'patience');
      platform.says(D, 'now');
      await clock.tickAsync(2_000);
      expect(await bad).to.deep.equal({ missed: 0, read: false });
      expect(platform.replies(D)).to.deep.equal(['re now']);
      expect(platform.replies('bad')).to.deep.equal([]);
      broken = false;
      await clock.tickAsync(10_000);
      expect(platform.replies('bad')).to.deep.equal(['re patience']);
    });

    it('reads at once after a reconnect, also where a failure was being waited out', async () => {
      platform.fault = (type) => (type === queryMessages ? 'timeout' : 'none');
      const rig = connect(platform, { handle: echo });
      await join(rig);
      await clock.tickAsync(20_000);
      platform.fault = () => 'none';
      platform.says(D, 'hello');
      void rig.delivery.resync([dialog]);
      await clock.tickAsync(100);
      expect(platform.replies(D)).to.deep.equal(['re hello']);
    });

    it('reports what a truncated history has lost and goes on', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      platform.says(D, 'first');
      await clock.tickAsync(1_000);
      const live = platform.notify;
      platform.notify = () => undefined;
      for (let n = 0; n < 50; n += 1) platform.says(D, `lost ${n}`);
      platform.events(D).splice(0, 50);
      platform.says(D, 'kept');
      platform.notify = live;
      const resync = rig.delivery.resync([dialog]);
      await clock.tickAsync(2_000);
      expect((await resync).missed).to.equal(4);
      expect(rig.reports.filter(({ type }) => type === 'gap')).to.deep.equal([
        { type: 'gap', dialogId: D, from: 3, to: 49 },
      ]);
      expect(platform.replies(D).at(-1)).to.equal('re kept');
    });
  });

  describe('receipts', () => {
    it('are gathered and sent together within the delay', async () => {
      const rig = connect(platform, {});
      await join(rig);
      for (const word of ['a', 'b', 'c']) platform.says(D, word);
      await clock.tickAsync(199);
      expect(platform.count(publishEvent)).to.equal(0);
      await clock.tickAsync(10);
      expect(platform.count(publishEvent)).to.equal(1);
      expect(platform.read(D)).to.deep.equal([0, 1, 2]);
    });

    it('are sent again when lost, and at once when flushed', async () => {
      const faults = ['timeout', 'lost-before'] as const;
      let n = 0;
      platform.fault = (type) => (type === publishEvent ? (faults[n++] ?? 'none') : 'none');
      const rig = connect(platform, {});
      await join(rig);
      platform.says(D, 'a');
      await clock.tickAsync(1);
      void rig.delivery.flushReceipts(D);
      await clock.tickAsync(5);
      expect(n).to.equal(1);
      await clock.tickAsync(5_000);
      expect(platform.read(D)).to.deep.equal([0]);
    });

    it('are not sent when turned off', async () => {
      const rig = connect(platform, {}, { receipts: false });
      await join(rig);
      platform.says(D, 'a');
      await clock.tickAsync(5_000);
      expect(platform.count(publishEvent)).to.equal(0);
    });
  });

  describe('replies', () => {
    it('carry an ExternalId beside the metadata of the author, whose own ExternalId wins', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await turn.say({ ...text('a'), metadata: [{ type: 'ActionReason', reason: 'x' }] });
        await turn.say({ ...text('b'), metadata: [{ type: 'ExternalId', id: 'card-1' }] });
      };
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'go');
      await clock.tickAsync(100);
      const said = platform.requests.filter(({ type }) => type === publishEvent).map(({ terms }) => terms?.metadata);
      expect(said).to.deep.equal([
        [
          { type: 'ActionReason', reason: 'x' },
          { type: 'ExternalId', id: `hf:${D}:0:1` },
        ],
        [{ type: 'ExternalId', id: 'card-1' }],
      ]);
    });

    for (const fault of ['lost-after', 'timeout-after', 'lost-before', 'timeout'] as const) {
      it(`reach the platform once when the answer is ${fault}, also with one ExternalId for several`, async () => {
        let n = 0;
        platform.fault = (type) => (type === publishEvent && n++ % 2 === 0 ? fault : 'none');
        const metadata = [{ type: 'ExternalId', id: 'same' }];
        const sequences: number[] = [];
        const handle = async (turn: Turn): Promise<void> => {
          for (const word of ['a', 'b']) sequences.push(await turn.say(text(word)));
          for (const word of ['c', 'd']) sequences.push(await turn.say({ ...text(word), metadata }));
        };
        const rig = connect(platform, { handle });
        await join(rig);
        platform.says(D, 'go');
        await clock.tickAsync(5_000);
        expect(platform.replies(D)).to.deep.equal(['a', 'b', 'c', 'd']);
        expect(sequences).to.deep.equal([1, 2, 3, 4]);
        expect(platform.read(D)).to.deep.equal([0]);
      });
    }

    it('keep the order of the calls when throttled, and wait as long as asked', async () => {
      const at: number[] = [];
      let n = 0;
      platform.fault = (type, body) => {
        if (type !== publishEvent || JSON.stringify(body).includes('READ')) return 'none';
        at.push(performance.now());
        return n++ === 0 ? 'throttled' : 'none';
      };
      const handle = (turn: Turn): Promise<unknown> => Promise.all(['a', 'b', 'c'].map((word) => turn.say(text(word))));
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'go');
      await clock.tickAsync(10_000);
      expect(platform.replies(D)).to.deep.equal(['a', 'b', 'c']);
      expect((at[1] ?? 0) - (at[0] ?? 0)).to.be.at.least(3_000);
    });

    it('that nobody awaits still belong to the turn', async () => {
      platform.latency = 100;
      const handle = async (turn: Turn): Promise<void> => void turn.say(text('later'));
      const rig = connect(platform, { handle }, { receiptDelay: 0 });
      const joined = rig.delivery.join(dialog);
      await clock.tickAsync(1_000);
      await joined;
      platform.says(D, 'go');
      await clock.tickAsync(150);
      expect(rig.delivery.depths.running).to.equal(1);
      await clock.tickAsync(2_000);
      expect(platform.replies(D)).to.deep.equal(['later']);
      expect(platform.read(D)).to.deep.equal([0]);
    });

    it('that take the connection down each time are given up', async () => {
      platform.fault = (type, body) =>
        type === publishEvent && JSON.stringify(body).includes('poison') ? 'timeout' : 'none';
      const rig = connect(platform, { handle: (turn) => turn.say(text('poison')) });
      await join(rig);
      platform.says(D, 'go');
      await clock.tickAsync(60_000);
      const sent = platform.requests.filter(({ body }) => JSON.stringify(body).includes('poison')).length;
      expect(sent).to.be.at.most(5);
      expect(types(rig)).to.include('deadLettered');
    });
  });

  describe('messages that are no replies', () => {
    it('are sent once per key, over restarts too, and in order with replies', async () => {
      const first = connect(platform, {});
      await join(first);
      const message = { ...dialog, content: text('reminder'), idempotencyKey: 'r1' };
      const sent = first.delivery.publish(message);
      await clock.tickAsync(100);
      expect(await sent).to.equal(0);
      first.crash();
      const second = connect(platform, {});
      await join(second);
      const again = second.delivery.publish(message);
      await clock.tickAsync(100);
      expect(await again).to.equal(0);
      expect(platform.replies(D)).to.deep.equal(['reminder']);
    });
  });

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
      platform.fault = (_, body) =>
        !lost && JSON.stringify(body).includes('sorry') ? ((lost = true), 'timeout') : 'none';
      const rig = connect(platform, { handle, failed: (turn) => turn.say(text('sorry')) });
      await join(rig);
      platform.says(D, 'poison');
      platform.says(D, 'next');
      await clock.tickAsync(20_000);
      expect(attempts).to.deep.equal([1, 2, 3]);
      expect((at[1] ?? 0) - (at[0] ?? 0)).to.be.within(1_000, 1_010);
      expect((at[2] ?? 0) - (at[1] ?? 0)).to.be.within(5_000, 5_010);
      expect(platform.replies(D)).to.deep.equal(['trying', 'sorry', 're next']);
      expect(platform.read(D)).to.deep.equal([0, 1]);
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

    it('takes no place while it waits, and does not hold up other dialogs', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        if (turn.dialogId === 'bad') throw new Error('no');
        await echo(turn);
      };
      const rig = connect(platform, { handle }, { maxConcurrentHandlers: 1 });
      await join(rig, 'bad');
      await join(rig);
      platform.says('bad', 'x');
      platform.says(D, 'y');
      await clock.tickAsync(100);
      expect(platform.replies(D)).to.deep.equal(['re y']);
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
        platform = new FakePlatform();
        const rig = connect(platform, { handle }, { retryDelays: [] });
        await join(rig);
        platform.says(D, 'bad');
        platform.says(D, 'good');
        await clock.tickAsync(1_000);
        expect(platform.replies(D)).to.deep.equal(['re good']);
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
      const rig = connect(platform, { handle }, { retryDelays: [1_000], maxConcurrentHandlers: 1 });
      await join(rig);
      platform.says(D, 'hang');
      platform.says(D, 'next');
      await clock.tickAsync(120_000);
      expect(platform.replies(D)).to.deep.equal(['re next']);
      expect(aborted).to.deep.equal([true, true]);
      expect(late).to.have.length(2);
      expect(late[0]).to.be.instanceOf(LateReplyError);
      expect(rig.failures.map(({ code }) => code)).to.deep.equal(['HANDLER_TIMEOUT']);
    });

    it('is not given up because of an outage, however long', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      platform.live = false;
      platform.says(D, 'during the outage');
      await clock.tickAsync(600_000);
      expect(rig.failures).to.deep.equal([]);
      platform.recover();
      await clock.tickAsync(60_000);
      expect(platform.replies(D)).to.deep.equal(['re during the outage']);
      expect(platform.read(D)).to.deep.equal([0]);
    });

    it('cannot change what the next attempt sees', async () => {
      const seen: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        seen.push(textIn(turn));
        Object.assign(turn.event?.event ?? {}, { message: 'changed' });
      };
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'original');
      await clock.tickAsync(20_000);
      expect(seen).to.deep.equal(['original', 'original', 'original']);
    });
  });

  describe('loops', () => {
    it('pauses a dialog after 20 replies within 10 s and goes on afterwards, losing nothing', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      for (let n = 0; n < 25; n += 1) platform.says(D, `${n}`);
      await clock.tickAsync(9_000);
      expect(platform.replies(D)).to.have.length(20);
      expect(rig.reports.find(({ type }) => type === 'looped')).to.deep.include({
        cause: 'replies',
        pausedFor: 60_000,
      });
      await clock.tickAsync(120_000);
      expect(platform.replies(D)).to.have.length(25);
      expect(rig.failures).to.deep.equal([]);
    });

    it('pauses a dialog in which somebody else repeats what the bot has just said', async () => {
      const rig = connect(platform, { handle: echo });
      await join(rig);
      platform.says(D, 'hello there');
      await clock.tickAsync(100);
      platform.says(D, 're hello there');
      await clock.tickAsync(5_000);
      expect(platform.replies(D)).to.deep.equal(['re hello there']);
      expect(rig.reports.find(({ type }) => type === 'looped')).to.deep.include({ cause: 'echo' });
    });

    it('does not mind a consumer who says the same again', async () => {
      const rig = connect(platform, { handle: (turn) => turn.say(text(textIn(turn))) });
      await join(rig);
      for (let n = 0; n < 3; n += 1) {
        platform.says(D, 'is anybody there');
        await clock.tickAsync(100);
      }
      expect(platform.replies(D)).to.have.length(3);
    });
  });

  describe('a flood', () => {
    it('is held in bounded memory and handled completely, in order', async () => {
      const seen: string[] = [];
      const handle = async (turn: Turn): Promise<void> => {
        seen.push(textIn(turn));
        await new Promise((resolve) => setTimeout(resolve, 10));
      };
      const rig = connect(platform, { handle });
      await join(rig);
      let most = 0;
      for (let n = 0; n < 2_000; n += 1) {
        platform.says(D, `${n}`);
        most = Math.max(most, rig.delivery.depths.queued);
      }
      for (let step = 0; step < 300; step += 1) {
        await clock.tickAsync(200);
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
      const rig = connect(platform, { handle }, { highWater: 50, lowWater: 20, loop: { replies: Infinity } });
      const push = rig.flow.push.bind(rig.flow);
      rig.flow.push = (change) => ((paused = change === 'pause'), push(change));
      const request = platform.request.bind(platform);
      platform.request = async (...terms) => {
        expect(paused, 'paused during a request').to.equal(false);
        const answer = await request(...terms);
        expect(paused, 'paused before the answer').to.equal(false);
        return answer;
      };
      const ids = [...Array(40).keys()].map((n) => `d${n}`);
      for (const id of ids) void rig.delivery.join({ conversationId: id, dialogId: id });
      await clock.tickAsync(500);
      let most = 0;
      for (let n = 0; n < 5; n += 1) {
        for (const id of ids) platform.says(id, `${n}`);
        most = Math.max(most, rig.delivery.depths.queued);
      }
      expect(rig.flow).to.include('pause');
      await clock.tickAsync(60_000);
      expect(most).to.be.at.most(50);
      expect(paused).to.equal(false);
      for (const id of ids) expect(platform.replies(id)).to.deep.equal(['re 0', 're 1', 're 2', 're 3', 're 4']);
      expect(rig.delivery.depths).to.include({ queued: 0, behind: 0, running: 0 });
    });

    it('in the record of a dialog just joined is held in bounded memory, too', async () => {
      for (let n = 0; n < 350; n += 1) {
        platform.says(D, `${n}`);
        if (n % 2 === 0)
          platform.add(D, BOT, {
            type: 'AcceptStatusEvent',
            status: 'READ',
            sequenceList: [platform.events(D).length - 1],
          });
      }
      const seen: string[] = [];
      const rig = connect(platform, { handle: async (turn) => seen.push(textIn(turn)) });
      const joined = await join(rig);
      await clock.tickAsync(5_000);
      expect(joined.missed).to.equal(175);
      expect(seen).to.deep.equal([...Array(175).keys()].map((n) => `${2 * n + 1}`));
    });
  });

  describe('leaving and stopping', () => {
    it('drops what waits, lets the running handler finish, and frees the dialog', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await echo(turn);
      };
      const rig = connect(platform, { handle });
      await join(rig);
      for (const word of ['a', 'b', 'c']) platform.says(D, word);
      await clock.tickAsync(10);
      rig.delivery.leave(D);
      await clock.tickAsync(1_000);
      expect(platform.replies(D)).to.deep.equal(['re a']);
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
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'a');
      platform.says(D, 'b');
      await clock.tickAsync(100);
      rig.delivery.leave(D);
      await join(rig);
      await clock.tickAsync(5_000);
      expect(most).to.equal(1);
      expect(platform.replies(D)).to.deep.equal(['start a', 'end a', 'start b', 'end b']);
      expect(platform.read(D)).to.deep.equal([0, 1]);
    });

    it('does not repeat a message whose handler ends while the dialog, joined again, is being read', async () => {
      let runs = 0;
      const handle = async (): Promise<void> => {
        runs += 1;
        await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'a');
      await clock.tickAsync(50);
      rig.delivery.leave(D);
      platform.latency = 40;
      void rig.delivery.join(dialog);
      await clock.tickAsync(5_000);
      expect(runs).to.equal(1);
      expect(platform.read(D)).to.deep.equal([0]);
      expect(rig.delivery.depths).to.include({ queued: 0, running: 0 });
    });

    it('drains: starts nothing new, waits for what runs, sends the receipts', async () => {
      const handle = async (turn: Turn): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await echo(turn);
      };
      const rig = connect(platform, { handle });
      await join(rig);
      await join(rig, 'other');
      platform.says('other', 'a');
      platform.says('other', 'b');
      await clock.tickAsync(300);
      platform.says(D, 'a');
      platform.says(D, 'b');
      await clock.tickAsync(10);
      let drained = false;
      void rig.delivery.drain(new AbortController().signal).then(() => (drained = true));
      await clock.tickAsync(400);
      expect(drained).to.equal(false);
      await clock.tickAsync(200);
      expect(drained).to.equal(true);
      for (const id of [D, 'other']) {
        expect(platform.replies(id)).to.deep.equal(['re a']);
        expect(platform.read(id)).to.deep.equal([0]);
      }
      await clock.tickAsync(60_000);
      expect(clock.countTimers()).to.equal(0);
    });

    it('gives up on a handler when the time to drain is over; its message stays unread', async () => {
      const aborted: boolean[] = [];
      const handle = (turn: Turn): Promise<void> =>
        new Promise(() => turn.signal.addEventListener('abort', () => aborted.push(true)));
      const rig = connect(platform, { handle });
      await join(rig);
      platform.says(D, 'a');
      await clock.tickAsync(10);
      const time = new AbortController();
      const drained = rig.delivery.drain(time.signal);
      await clock.tickAsync(1_000);
      time.abort();
      await clock.tickAsync(10);
      await drained;
      expect(aborted).to.deep.equal([true]);
      expect(platform.read(D)).to.deep.equal([]);
      expect(clock.countTimers()).to.equal(0);
    });
  });
});
