import { LazyMap } from '../collections/lazy-map.js';
import { LazySet } from '../collections/lazy-set.js';
import type { Backlog } from './backlog.js';
import { Cursor } from './cursor.js';
import type { FailedAttempts } from './failure-book.js';
import type { Placed } from './history.js';
import type { Job } from './job.js';
import type { LaneReceipts } from './lane-receipts.js';
import type { Outbox } from './outbox.js';
import type { Reading } from './reading.js';
import type { Standing } from '../resilience/line.js';
import type { JoinResult } from './surroundings.js';

/** Messages of one dialog held at once, waiting or arrived ahead of their turn. Further ones are read from history. */
export const LANE_LIMIT = 100;

export interface Wanted {
  readonly sequences: ReadonlySet<number>;
  /** Where the record ended: what comes after it is new. */
  readonly end: number;
  readonly returning: boolean;
}

/** The first reading of a record, as far as it has come. */
export interface Load {
  readonly backlog: Backlog;
  readonly reading: Reading<Placed>;
}

/** What is known of one dialog that this bot takes part in. Plain data: `CatchUp` fills it, `Runner` empties it. */
export class Lane implements Standing<Lane> {
  /** Stands in the line of those that could start a job. */
  ready = false;
  before: Lane | undefined;
  after: Lane | undefined;

  /** Jobs in order; the first may be running. */
  readonly queue: Job[] = [];
  /** The turn that runs now. */
  turn: { readonly job: Job } | undefined;
  /** No job starts before this moment. */
  notBefore = 0;
  timer: ReturnType<typeof setTimeout> | undefined;

  readonly cursor = new Cursor();
  /** Live events that arrived before their predecessors. */
  readonly ahead = new LazyMap<number, Placed>();
  /** Goes on after an interruption; `undefined` before and after. */
  load: Load | undefined;
  /** The record was read once: what comes now is new. */
  loaded = false;
  /** A reading of all that is missing that was interrupted. */
  rest: Reading<Placed> | undefined;
  /** History is being read, or waits to be read again after a failure. */
  reading = false;
  /** There is more in history than could be held. */
  behind = false;
  /** Something was missed while reading: read once more. */
  again = false;
  /** Unhandled messages found on joining that could not be held; `undefined` if all could. */
  wanted: Wanted | undefined;
  /** Ends the wait before history is read again. */
  hurry: (() => void) | undefined;
  /** Who is to hear how it went; only while somebody is. */
  awaiting: ((result: JoinResult) => void)[] | undefined;

  /** Made when the first message was handled. */
  receipts: LaneReceipts | undefined;

  left = false;
  /** The dialog is closed. What is waiting is still handled; nothing can be said any more. */
  closed = false;
  /** The record is not asked any more. */
  sealed = false;
  /** Handled by an earlier stay in the same dialog, whose receipts are still on their way. */
  readonly handled = new LazySet<number>();
  /** The message that failed before this process came to it. */
  failing: FailedAttempts | undefined;
  /** Begun by an earlier stay in the same dialog and not handled: what it has said is not to be said again. */
  inherited: Job | undefined;

  constructor(
    readonly conversationId: string,
    readonly dialogId: string,
    readonly welcome: boolean,
    readonly outbox: Outbox,
  ) {}

  lowestAhead(): number | undefined {
    let lowest: number | undefined;
    for (const sequence of this.ahead.keys()) if (lowest === undefined || sequence < lowest) lowest = sequence;
    return lowest;
  }
}
