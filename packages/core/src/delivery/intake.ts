import { LazySet } from '../collections/lazy-set.js';
import type { Flow } from './flow.js';
import type { Placed } from './history.js';
import { Job } from './job.js';
import { type Lane, LANE_LIMIT } from './lane.js';
import { isConsumerContent, isOwn, textOf } from './sender.js';
import type { Surroundings } from './surroundings.js';

export interface IntakeWires extends Pick<Surroundings, 'self' | 'report' | 'now'> {
  readonly flow: Flow;
  observe(event: Placed): void;
  /** A job was added to the lane. */
  added(lane: Lane): void;
}

/**
 * Accounts for the events of lanes one by one, wherever they come from: one that is due becomes a job or is observed, one
 * that is early is kept, and a lane that can hold no more falls behind.
 */
export class Intake {
  /** Lanes with more in history than could be held. */
  readonly #behind = new LazySet<Lane>();

  constructor(private readonly wires: IntakeWires) {}

  get behind(): Iterable<Lane> & { readonly size: number } {
    return this.#behind;
  }

  /** Accounts for one event that is due. `false`: it cannot be held now and has to be read again. */
  take(lane: Lane, event: Placed): boolean {
    const { wanted } = lane;
    const self = this.wires.self();
    const old = wanted !== undefined && event.sequence <= wanted.end;
    if (isConsumerContent(self, event)) {
      if ((!old || wanted.sequences.has(event.sequence)) && !lane.handled.has(event.sequence)) {
        if (!this.hasRoom(lane)) {
          this.fallBehind(lane);
          return false;
        }
        this.#judge(lane, event);
        this.add(lane, Job.message(event, old && wanted.returning));
      }
    } else if (!old && !isOwn(self, event)) {
      this.#judge(lane, event);
      this.wires.observe(event);
    }
    lane.cursor.pass(event.sequence);
    if (wanted !== undefined && lane.cursor.next > wanted.end) lane.wanted = undefined;
    return true;
  }

  /** Takes the events that have arrived and are due; what is left in `ahead` has a gap before it. */
  merge(lane: Lane): void {
    for (const [sequence, event] of lane.ahead) {
      if (lane.cursor.place(sequence) === 'past') {
        lane.ahead.delete(sequence);
        this.duplicate(event);
      }
    }
    for (let event = lane.ahead.get(lane.cursor.next); event !== undefined; event = lane.ahead.get(lane.cursor.next)) {
      lane.ahead.delete(event.sequence);
      if (!this.take(lane, event)) break;
    }
    for (const [sequence, event] of lane.ahead) {
      if (lane.cursor.place(sequence) !== 'skipped') continue;
      lane.ahead.delete(sequence);
      this.take(lane, event);
    }
    if (lane.behind) lane.ahead.clear();
  }

  /** Keeps an event that has arrived before its predecessors. */
  keep(lane: Lane, event: Placed): void {
    if (lane.ahead.has(event.sequence)) this.duplicate(event);
    else if (lane.ahead.size < LANE_LIMIT) lane.ahead.set(event.sequence, event);
    else lane.again = true;
  }

  /** Goes on at `to` without what lies before it. */
  skip(lane: Lane, to: number): void {
    const from = lane.cursor.next;
    if (to <= from) return;
    lane.cursor.skipTo(to);
    // A dialog whose record begins later than 0 has lost nothing that was ever ours.
    if (from > 0) this.wires.report({ type: 'gap', dialogId: lane.dialogId, from, to: to - 1 });
  }

  add(lane: Lane, job: Job): void {
    if (lane.inherited?.key === job.key) {
      job.replies = lane.inherited.replies;
      job.redelivered = true;
    }
    const { failing } = lane;
    if (failing !== undefined && failing.sequence === job.event?.sequence) {
      job.attempt = failing.attempts + 1;
      job.noted = true;
      job.redelivered = true;
    }
    lane.queue.push(job);
    this.wires.flow.add(job.size);
    this.wires.added(lane);
  }

  /** What we said ourselves is no news: the answer to its publish has accounted for it. */
  past(event: Placed): void {
    if (!isOwn(this.wires.self(), event)) this.duplicate(event);
  }

  duplicate({ dialogId, sequence }: Placed): void {
    this.wires.report({ type: 'duplicate', dialogId, sequence });
  }

  hasRoom(lane: Lane): boolean {
    return lane.queue.length < LANE_LIMIT && !this.wires.flow.full;
  }

  /** Has enough to do: most of what is read now would have to be read again. */
  isBusy(lane: Lane): boolean {
    return this.wires.flow.pressed || lane.queue.length > LANE_LIMIT / 2;
  }

  fallBehind(lane: Lane): void {
    lane.behind = true;
    this.#behind.add(lane);
  }

  /** What the lane lacks is about to be read, or nobody wants it any more. */
  forget(lane: Lane): void {
    this.#behind.delete(lane);
  }

  #judge(lane: Lane, { event }: Placed): void {
    if (lane.outbox.guard.isSilent) return;
    if (lane.outbox.guard.isEcho(this.wires.now(), textOf(event))) lane.outbox.trip('echo');
  }
}
