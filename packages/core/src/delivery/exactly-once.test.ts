import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import sinon from 'sinon';
import type { MessageEvent } from '../protocol/message-event.js';
import { connect, type Fault, FakePlatform, type Rig, text } from './fake-platform.test.js';
import type { Turn } from './turn.js';

const DIALOGS = ['d0', 'd1', 'd2'];
const refs = DIALOGS.map((id) => ({ conversationId: id, dialogId: id }));
const FAULTS: readonly Fault[] = ['lost-before', 'lost-after', 'timeout', 'timeout-after', 'throttled'];

/** A bad night, drawn from one seed: crashes, outages, lost answers, lost, doubled and reordered notifications. */
class Night {
  readonly platform = new FakePlatform();
  readonly overlaps: string[] = [];
  readonly buried = new Set<string>();
  readonly #thrown = new Map<string, number>();
  readonly #running = new Set<string>();
  #rig: Rig;
  #healed = false;
  #life = 0;

  constructor(
    private readonly random: () => number,
    private readonly clock: sinon.SinonFakeTimers,
  ) {
    const { platform } = this;
    platform.latency = this.#below(20) + 1;
    platform.page = [3, 10, Infinity][this.#below(3)] ?? 3;
    platform.inclusive = this.#chance(0.5);
    platform.newestFirst = this.#chance(0.3);
    platform.fault = () =>
      !this.#healed && this.#chance(0.12) ? (FAULTS[this.#below(FAULTS.length)] ?? 'none') : 'none';
    this.#rig = this.#start();
  }

  async pass(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const dice = this.random();
      if (dice < 0.05) this.#restart();
      else if (dice < 0.1) await this.#outage();
      else if (dice < 0.15) void this.#rig.delivery.resync(refs);
      else if (dice < 0.2) this.#rig.delivery.leave(DIALOGS[this.#below(3)] ?? 'd0');
      else this.platform.says(DIALOGS[this.#below(3)] ?? 'd0', 'question');
      await this.clock.tickAsync(this.#below(300));
    }
    this.#healed = true;
    this.#restart();
    await this.clock.tickAsync(300_000);
    this.#restart();
    await this.clock.tickAsync(60_000);
  }

  /** What a dialog must show at the end. */
  expected(dialogId: string): readonly string[] {
    const asked = this.platform.events(dialogId).filter(({ originatorId }) => originatorId === 'consumer');
    return [undefined, ...asked].flatMap((wire) => repliesTo(dialogId, wire?.sequence));
  }

  isBuried(reply: string): boolean {
    return this.buried.has(reply.slice(0, reply.indexOf('/')));
  }

  #start(): Rig {
    const life = ++this.#life;
    const handle = (turn: Turn): Promise<void> => this.#handle(turn, life);
    const rig = connect(this.platform, { handle, join: handle }, { loop: { replies: Infinity } });
    this.platform.notify = this.#mangled(this.platform.notify);
    for (const ref of refs) void rig.delivery.join(ref);
    return rig;
  }

  #restart(): void {
    this.#noteBuried();
    this.#rig.crash();
    this.#running.clear();
    this.platform.recover();
    this.#rig = this.#start();
  }

  #noteBuried(): void {
    for (const report of this.#rig.reports) {
      if (report.type === 'deadLettered') this.buried.add(`${report.dialogId}:${report.sequence}`);
    }
  }

  async #outage(): Promise<void> {
    const live = this.platform.notify;
    this.platform.live = false;
    this.platform.notify = () => undefined;
    this.platform.sever();
    for (let n = this.#below(4); n > 0; n -= 1) this.platform.says(DIALOGS[this.#below(3)] ?? 'd0', 'meanwhile');
    await this.clock.tickAsync(this.#below(20_000));
    this.platform.notify = live;
    this.platform.recover();
    void this.#rig.delivery.resync(refs);
  }

  async #handle(turn: Turn, life: number): Promise<void> {
    const { dialogId } = turn;
    if (life !== this.#life) return;
    if (this.#running.has(dialogId)) this.overlaps.push(dialogId);
    this.#running.add(dialogId);
    try {
      for (const reply of repliesTo(dialogId, turn.event?.sequence)) {
        this.#maybeThrow(reply);
        await turn.say(text(reply));
        await new Promise((resolve) => setTimeout(resolve, this.#below(30)));
        if (life !== this.#life) return;
      }
      this.#maybeThrow(`${dialogId}:${turn.event?.sequence}`);
    } finally {
      if (life === this.#life) this.#running.delete(dialogId);
    }
  }

  #maybeThrow(what: string): void {
    const times = this.#thrown.get(what) ?? 0;
    if (times > 0 || !this.#chance(0.1)) return;
    this.#thrown.set(what, times + 1);
    throw new Error('a bad night');
  }

  #mangled(deliver: (event: MessageEvent) => void): (event: MessageEvent) => void {
    return (event) => {
      const dice = this.#healed ? 1 : this.random();
      if (dice < 0.1) return;
      if (dice < 0.2) deliver(event);
      if (dice < 0.4) setTimeout(() => deliver(event), this.#below(50));
      else deliver(event);
    };
  }

  #below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  #chance(probability: number): boolean {
    return this.random() < probability;
  }
}

/** The welcome has two, a message one to three. */
const repliesTo = (dialogId: string, sequence?: number): readonly string[] =>
  [...Array(((sequence ?? 1) % 3) + 1).keys()].map((n) => `${dialogId}:${sequence}/${n + 1}`);

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('a bad night', () => {
  it('leaves each consumer message with its replies exactly once, in order, none overlapping', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 - 1 }), async (seed) => {
        const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
        try {
          const night = new Night(seeded(seed), clock);
          await night.pass(60);
          expect(night.overlaps).to.deep.equal([]);
          for (const id of DIALOGS) {
            const replies = night.platform.replies(id);
            expect(new Set(replies).size, `duplicates in ${id}: ${replies.join(' ')}`).to.equal(replies.length);
            const kept = (reply: string): boolean => !night.isBuried(reply);
            expect(replies.filter(kept)).to.deep.equal(night.expected(id).filter(kept));
            const asked = night.platform.events(id).filter(({ originatorId }) => originatorId === 'consumer');
            expect(night.platform.read(id)).to.deep.equal(asked.map(({ sequence }) => sequence));
          }
        } finally {
          clock.restore();
        }
      }),
      { numRuns: Number(process.env['NIGHTS'] ?? 100), endOnFailure: true },
    );
  }).timeout(120_000);
});
