import { Backlog } from './backlog.js';
import { RequestRefusedError } from '../errors/platform.js';
import { failureOf } from './failure.js';
import type { FailureBook } from './failure-book.js';
import { isPlaced, type History, type Placed } from './history.js';
import { Intake, type IntakeWires } from './intake.js';
import { Job } from './job.js';
import { type Lane, LANE_LIMIT } from './lane.js';
import type { OnJoin } from './options.js';
import type { Reading } from './reading.js';
import { isConsumerContent } from './sender.js';
import type { JoinResult } from './surroundings.js';

export interface CatchUpWires extends IntakeWires {
  readonly history: History;
  readonly onJoin: OnJoin;
  readonly failures: FailureBook | undefined;
  /** Nothing of the lane is being read any more. */
  rested(lane: Lane): void;
}

const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

/**
 * Fills lanes with jobs, in the order of their sequences: from the record when a dialog is joined, from live events after
 * that, and from the record again wherever the live events leave something out. What arrives while the record is being
 * read is kept and merged once.
 */
export class CatchUp {
  readonly #intake: Intake;
  #closed = false;

  constructor(private readonly wires: CatchUpWires) {
    this.#intake = new Intake(wires);
  }

  /** Lanes with more in history than could be held. */
  get behind(): number {
    return this.#intake.behind.size;
  }

  /** Reads what the lane lacks: all of the record the first time, later what follows the cursor. Never rejects. */
  read(lane: Lane): Promise<JoinResult> {
    return new Promise((resolve) => {
      (lane.awaiting ??= []).push(resolve);
      if (lane.reading) {
        lane.again = true;
        lane.hurry?.();
      } else {
        void this.#read(lane);
      }
    });
  }

  /** A live event of the lane's dialog. */
  arrive(lane: Lane, event: Placed): void {
    const place = lane.cursor.place(event.sequence);
    if (lane.loaded && place === 'past') return this.#intake.past(event);
    if (lane.behind) return;
    if (!lane.reading && place === 'skipped') {
      this.#intake.take(lane, event);
    } else if (!lane.reading && place === 'next') {
      if (this.#intake.take(lane, event) && lane.ahead.size > 0) this.#settle(lane);
    } else {
      this.#intake.keep(lane, event);
      if (!lane.reading) void this.#read(lane);
    }
  }

  /** The lane has become shorter: it may take more. */
  refill(lane: Lane): void {
    if (!lane.behind || lane.reading || this.#gone(lane) || this.#intake.isBusy(lane)) return;
    void this.#read(lane);
  }

  refillAll(): void {
    for (const lane of this.#intake.behind) this.refill(lane);
  }

  forget(lane: Lane): void {
    this.#intake.forget(lane);
    lane.hurry?.();
    this.#tell(lane, { missed: 0, read: false });
  }

  /** Asks the record of the lane no more, and makes do with what has arrived. */
  seal(lane: Lane): void {
    for (let next = lane.lowestAhead(); lane.loaded && next !== undefined; next = lane.lowestAhead()) {
      this.#intake.skip(lane, next);
      this.#intake.merge(lane);
    }
    lane.sealed = true;
    this.forget(lane);
  }

  close(): void {
    this.#closed = true;
  }

  async #read(lane: Lane): Promise<void> {
    lane.reading = true;
    let missed = 0;
    let failures = 0;
    do {
      lane.again = false;
      try {
        missed += lane.loaded ? await this.#fill(lane) : await this.#load(lane);
        failures = 0;
      } catch (error) {
        failures += 1;
        await this.#waitAfter(lane, failures, error);
      }
      if (failures === 0 && !this.#gone(lane)) this.#intake.merge(lane);
    } while (this.#mustReadOn(lane, failures) && !this.#gone(lane));
    lane.reading = false;
    this.#tell(lane, { missed, read: !this.#gone(lane) });
    this.refill(lane);
    if (!lane.reading) this.wires.rested(lane);
  }

  /** A lane that can hold no more is read again when it has become shorter (`refill`), not now. */
  #mustReadOn(lane: Lane, failures: number): boolean {
    return failures > 0 || (!lane.behind && (lane.again || lane.ahead.size > 0));
  }

  async #waitAfter(lane: Lane, failures: number, error: unknown): Promise<void> {
    if (this.#gone(lane)) return;
    // Nobody has to be shown the record of a dialog that is over.
    if (lane.closed && error instanceof RequestRefusedError) return this.seal(lane);
    const retryIn = Math.min(FIRST_RETRY * 2 ** (failures - 1), LAST_RETRY);
    this.wires.report({ type: 'historyFailed', dialogId: lane.dialogId, error: failureOf(error), retryIn });
    this.#tell(lane, { missed: 0, read: false });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retryIn);
      lane.hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    lane.hurry = undefined;
  }

  /** The first reading of a dialog: finds what is unhandled. After a failure it goes on where it stopped. */
  async #load(lane: Lane): Promise<number> {
    lane.load ??= {
      backlog: new Backlog(this.wires.self(), this.wires.onJoin, LANE_LIMIT),
      reading: this.wires.history.pages({ dialogId: lane.dialogId, from: 0 }),
    };
    const { backlog, reading } = lane.load;
    for await (const page of reading) {
      if (this.#gone(lane)) return 0;
      for (const event of page) backlog.add(event);
    }
    // Asked for last: most bots never need the memory that it is kept in.
    if (backlog.pending().length > 0) lane.failing = await this.wires.failures?.recall(lane);
    if (this.#gone(lane)) return 0;
    lane.loaded = true;
    lane.load = undefined;
    for (const sequence of lane.handled) backlog.forget(sequence);
    const pending = backlog.pending();
    const welcome = lane.welcome && !backlog.hasRead && !lane.closed;
    if (pending.length > 0 || welcome) this.#learn(lane, backlog);
    if (welcome) this.#intake.add(lane, Job.welcome(backlog.end + 1, backlog.returning));
    this.#hold(lane, backlog, pending);
    return pending.length;
  }

  /** Own messages in the record may be replies that a turn before a crash has given. */
  #learn({ outbox: { ledger }, inherited }: Lane, backlog: Backlog): void {
    ledger.clear();
    for (const reply of inherited?.replies ?? []) if (reply?.sequence !== undefined) ledger.settle(reply.sequence);
    for (const [id, sequence] of backlog.ownIds) ledger.found(id, sequence);
  }

  /** Holds as many of the pending messages as may be held; the rest is marked to be read again. */
  #hold(lane: Lane, backlog: Backlog, pending: readonly number[]): void {
    const bodies = new Map(backlog.bodies().map((event) => [event.sequence, event]));
    for (const [index, sequence] of pending.entries()) {
      const event = bodies.get(sequence);
      if (event === undefined || !isPlaced(event) || !this.#intake.hasRoom(lane)) {
        const { end, returning } = backlog;
        lane.wanted = { sequences: new Set(pending.slice(index)), end, returning };
        lane.cursor.startAt(sequence);
        this.#intake.fallBehind(lane);
        return;
      }
      this.#intake.add(lane, Job.message(event, backlog.returning));
    }
    lane.cursor.startAt(backlog.end + 1);
  }

  /** Reads on from the cursor, up to the first event that has arrived ahead, or to the end. */
  async #fill(lane: Lane): Promise<number> {
    if (lane.behind && this.#intake.isBusy(lane)) return 0;
    lane.behind = false;
    this.#intake.forget(lane);
    const before = lane.lowestAhead();
    let found = 0;
    for await (const page of this.#missing(lane, before)) {
      for (const event of page) {
        if (this.#gone(lane)) return found;
        if (lane.cursor.place(event.sequence) === 'past') continue;
        if (lane.cursor.place(event.sequence) === 'ahead') this.#intake.skip(lane, event.sequence);
        if (!this.#intake.take(lane, event)) {
          lane.rest = undefined;
          return found;
        }
        if (isConsumerContent(this.wires.self(), event)) found += 1;
      }
    }
    if (before === undefined) lane.rest = undefined;
    else this.#intake.skip(lane, before);
    return found;
  }

  /** What was skipped earlier is looked for again only when the whole rest is read, not for each gap. */
  #missing(lane: Lane, before: number | undefined): Reading<Placed> {
    const { dialogId, cursor } = lane;
    if (before !== undefined) return this.wires.history.pages({ dialogId, from: cursor.next, before });
    const from = cursor.missingFrom;
    if (lane.rest === undefined || lane.rest.from < from) lane.rest = this.wires.history.pages({ dialogId, from });
    return lane.rest;
  }

  #settle(lane: Lane): void {
    this.#intake.merge(lane);
    if (lane.ahead.size > 0) void this.#read(lane);
  }

  #gone(lane: Lane): boolean {
    return lane.left || lane.sealed || this.#closed;
  }

  #tell(lane: Lane, result: JoinResult): void {
    const awaiting = lane.awaiting ?? [];
    lane.awaiting = undefined;
    for (const tell of awaiting) tell(result);
  }
}
