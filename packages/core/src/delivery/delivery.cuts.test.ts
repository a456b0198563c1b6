import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConnectionLostError } from '../errors/connection.js';
import { AgentRequest } from '../protocol/names.js';
import { COLLEAGUE, connect, type FakePlatform, type Fault, text } from './fake-platform.test.js';
import { D, dialog, echo, Scene } from './scene.test.js';
import type { Turn } from './turn.js';

const { publishEvent, queryMessages } = AgentRequest;

const CONSUMER = { id: 'consumer', role: 'CONSUMER' };

/** What comes through a link that is cut whenever so many events of history have passed. */
class CutLink {
  /** How often each sequence has come through. */
  readonly came = new Map<number, number>();
  cuts = 0;
  #left: number;

  constructor(
    platform: FakePlatform,
    private readonly events: number,
  ) {
    this.#left = events;
    const request = platform.request.bind(platform);
    platform.request = async (type, body, terms) => {
      const answer = await request(type, body, terms);
      if (type === queryMessages && Array.isArray(answer)) this.#pass(answer);
      return answer;
    };
  }

  get mostOften(): number {
    return Math.max(...this.came.values());
  }

  #pass(answer: readonly { readonly sequence: number }[]): void {
    if (answer.length > this.#left) {
      this.#left = this.events;
      this.cuts += 1;
      throw new ConnectionLostError('cut', 'unknown');
    }
    this.#left -= answer.length;
    for (const { sequence } of answer) this.came.set(sequence, (this.came.get(sequence) ?? 0) + 1);
  }
}

describe('Delivery', () => {
  const scene = new Scene();

  describe('on a link that is cut again and again', () => {
    for (const kind of [{ inclusive: true }, { inclusive: true, newestFirst: true }, { inclusive: false }]) {
      it(`finds the end of a long record in few requests, and reads none more than twice (${JSON.stringify(kind)})`, async () => {
        Object.assign(scene.platform, kind);
        for (let n = 0; n < 299; n += 1) scene.platform.says(D, 'answered');
        scene.platform.add(D, COLLEAGUE, text('that was all').event);
        scene.platform.says(D, 'one more');
        const link = new CutLink(scene.platform, 20);
        const rig = connect(scene.platform, { handle: echo });
        void rig.delivery.join(dialog);
        await scene.clock.tickAsync(15 * 60_000);
        expect(scene.platform.replies(D)).to.deep.equal(['re one more']);
        expect(link.cuts).to.be.within(15, 30);
        expect(scene.platform.count(queryMessages)).to.be.below(120);
        expect(link.mostOften).to.be.at.most(2);
      });
    }

    it('comes to the end of a record of which two events pass at a time', async () => {
      scene.platform.inclusive = true;
      for (let n = 0; n < 40; n += 1) scene.platform.says(D, `q${n}`);
      const link = new CutLink(scene.platform, 2);
      const rig = connect(scene.platform, { handle: echo }, { loop: { replies: Infinity } });
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(60 * 60_000);
      expect(link.cuts).to.be.above(20);
      expect(scene.platform.replies(D)).to.have.length(40);
    });

    it('handles a long backlog, in order and once', async () => {
      for (let n = 0; n < 300; n += 1) scene.platform.says(D, `q${n}`);
      const link = new CutLink(scene.platform, 20);
      const rig = connect(scene.platform, { handle: echo }, { loop: { replies: Infinity } });
      void rig.delivery.join(dialog);
      await scene.clock.tickAsync(60 * 60_000);
      expect(link.cuts).to.be.above(15);
      expect(scene.platform.replies(D)).to.deep.equal([...Array(300).keys()].map((n) => `re q${n}`));
    });

    it('goes on where it was in looking again for what had been skipped', async () => {
      const rig = connect(scene.platform, { handle: echo }, { loop: { replies: Infinity } });
      await scene.join(rig);
      scene.platform.put(D, 3, { sender: CONSUMER, event: text('after a gap').event });
      await scene.clock.tickAsync(1_000);
      scene.platform.notify = () => undefined;
      for (let n = 0; n < 100; n += 1) scene.platform.says(D, `q${n}`);
      const link = new CutLink(scene.platform, 20);
      void rig.delivery.resync([dialog]);
      await scene.clock.tickAsync(15 * 60_000);
      expect(scene.platform.replies(D)).to.have.length(101);
      expect(link.mostOften).to.equal(1);
    });

    it('goes on where it was in looking for a reply, and finds it', async () => {
      let n = 0;
      const lose = (type: string): Fault => (type === publishEvent && n++ === 0 ? 'lost-after' : 'none');
      const handle = async (turn: Turn): Promise<unknown> => {
        for (let event = 0; event < 99; event += 1) scene.platform.add(D, COLLEAGUE, text('meanwhile').event);
        scene.platform.fault = lose;
        return echo(turn);
      };
      const rig = connect(scene.platform, { handle });
      await scene.join(rig);
      const link = new CutLink(scene.platform, 20);
      scene.platform.says(D, 'hello');
      await scene.clock.tickAsync(60_000);
      expect(scene.platform.replies(D)).to.deep.equal(['re hello']);
      expect(scene.platform.read(D)).to.deep.equal([0]);
      expect(link.cuts).to.be.above(3);
      expect(link.mostOften).to.equal(1);
    });

    it('looks for a reply no further back than the one before it', async () => {
      let n = 0;
      scene.platform.fault = (type) => (type === publishEvent && n++ === 50 ? 'lost-after' : 'none');
      const handle = async (turn: Turn): Promise<void> => {
        for (let part = 0; part < 51; part += 1) await turn.say(text(`part ${part}`));
      };
      const rig = connect(scene.platform, { handle }, { loop: { replies: Infinity } });
      await scene.join(rig);
      const link = new CutLink(scene.platform, Infinity);
      scene.platform.says(D, 'hello');
      await scene.clock.tickAsync(10_000);
      expect(scene.platform.replies(D)).to.have.length(51);
      expect([...link.came.keys()]).to.deep.equal([51]);
    });
  });
});
