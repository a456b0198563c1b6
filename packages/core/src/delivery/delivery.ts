import type { MessageEvent } from '../protocol/message-event.js';
import { isPlaced } from './history.js';
import { type LaneDepth, laneDepths } from './lane-depths.js';
import type { DeliveryOptions } from './options.js';
import type { ProactiveMessage } from './outboxes.js';
import type { Ending } from './stays.js';
import type { DialogRef, JoinResult, Surroundings } from './surroundings.js';
import { Wiring } from './wiring.js';

/** What is held at the moment, for a health snapshot. */
export interface DeliveryDepths {
  /** Joined, or left with a handler still running or a receipt on its way. */
  readonly dialogs: number;
  /** Messages in memory, the running ones included. */
  readonly queued: number;
  readonly running: number;
  /** Dialogs with more in history than memory may hold. */
  readonly behind: number;
  /** Unknown dialogs with a few events kept. */
  readonly parked: number;
  /** Messages waiting to be published. */
  readonly outgoing: number;
}

/**
 * Hands every consumer message to the author's handlers, once and in order, and takes their replies to the platform,
 * once and in order. The platform's record is all it relies on: after a crash it knows from READ receipts what was
 * handled and from `ExternalId`s what was said.
 *
 * One per bot. It opens nothing and starts nothing by itself: feed it with `join`, `accept`, `resync` and `leave`.
 */
export class Delivery {
  readonly #wiring: Wiring;
  #stopping = false;

  constructor(surroundings: Surroundings, options: DeliveryOptions) {
    this.#wiring = new Wiring(surroundings, options);
  }

  get depths(): DeliveryDepths {
    return {
      dialogs: this.#wiring.stays.size + this.#wiring.departed.size,
      queued: this.#wiring.flow.queued,
      running: this.#wiring.runner.running,
      behind: this.#wiring.catchUp.behind,
      parked: this.#wiring.parking.size,
      outgoing: this.#wiring.outboxes.waiting,
    };
  }

  /** What is held of the busiest dialogs. */
  get lanes(): readonly LaneDepth[] {
    return laneDepths(this.#wiring.stays.lanes);
  }

  /**
   * This bot takes part in a dialog: reads its record, hands over what is unhandled, then goes on with live events. For a
   * dialog that is joined already it changes nothing and resolves with nothing missed. Resolves when the record was read,
   * or could not be at the first try. Never rejects.
   */
  join(dialog: DialogRef): Promise<JoinResult> {
    return this.#stopping ? Promise.resolve(NOT_READ) : this.#wiring.stays.join(dialog);
  }

  /**
   * After a reconnect, and to reconcile: reads on from each dialog's cursor; dialogs that are new are joined. Resolves with
   * the number of messages found. Never rejects.
   */
  async resync(dialogs: readonly DialogRef[]): Promise<{ readonly missed: number }> {
    const results = this.#stopping ? [] : await Promise.all(dialogs.map((dialog) => this.#wiring.stays.resync(dialog)));
    return { missed: results.reduce((sum, { missed }) => sum + missed, 0) };
  }

  /**
   * The dialog is closed: its record is read once more, and what is waiting is handled although nothing can be said any
   * more. Then the dialog is left. A platform that does not answer is given 10 s.
   */
  finish(dialogId: string): Ending {
    if (this.#stopping) return { read: Promise.resolve(NOT_READ), over: Promise.resolve() };
    return this.#wiring.stays.finish(dialogId);
  }

  /**
   * This bot no longer takes part: waiting messages are dropped and stay unread in the record. A running handler finishes.
   * Flush the receipts before the platform is asked to take the bot out, or they may be refused.
   */
  leave(dialogId: string): void {
    this.#wiring.stays.leave(dialogId);
  }

  /** A live notification. Duplicates, our own echoes and dialogs we do not know are dealt with here. */
  accept(event: MessageEvent): void {
    if (this.#stopping) return;
    const lane = this.#wiring.stays.lane(event.dialogId);
    if (!isPlaced(event)) this.#unplaced(event);
    else if (lane === undefined) this.#wiring.parking.park(event);
    else this.#wiring.catchUp.arrive(lane, event);
  }

  /**
   * Publishes something that is no reply, in order with the replies of the same dialog. Resolves with its sequence; waits
   * and rejects as `Turn.say` does.
   */
  publish(message: ProactiveMessage): Promise<number> {
    return this.#wiring.outboxes.publish(message, this.#wiring.stays.lane(message.dialogId)?.cursor.next ?? 0);
  }

  /** Resolves once what was handled is marked READ, or could not be. Call it before a transfer or a close. Never rejects. */
  async flushReceipts(dialogId?: string): Promise<void> {
    const lane = dialogId === undefined ? undefined : this.#wiring.stays.lane(dialogId);
    const lanes = dialogId === undefined ? this.#wiring.stays.lanes : lane === undefined ? [] : [lane];
    await Promise.all(lanes.map((each) => this.#wiring.receipts.flush(each)));
  }

  /**
   * Starts no further message, waits for the running handlers until `signal` says the time is over, sends the receipts,
   * and ends. What was not handled stays unread in the record. Never rejects; afterwards nothing happens any more.
   */
  async drain(signal: AbortSignal): Promise<void> {
    this.#stopping = true;
    this.#wiring.catchUp.close();
    this.#wiring.parking.clear();
    this.#wiring.flow.release();
    await untilAborted(this.#wiring.runner.drain(), signal);
    this.#wiring.runner.abort();
    await untilAborted(this.flushReceipts(), signal);
    this.#wiring.receipts.close();
    this.#wiring.stays.clear();
    this.#wiring.outboxes.close();
  }

  /** A request that did not come from here is in flight: its answer needs the socket to be read. Pairs with `requestEnded`. */
  requestStarted(): void {
    this.#wiring.flow.requestStarted();
  }

  requestEnded(): void {
    this.#wiring.flow.requestEnded();
  }

  #unplaced(event: MessageEvent): void {
    if (event.event.type === 'ChatStateEvent' || event.event.type === 'AcceptStatusEvent') this.#wiring.observe(event);
    else this.#wiring.report({ type: 'unnumbered', dialogId: event.dialogId });
  }
}

const NOT_READ: JoinResult = Object.freeze({ missed: 0, read: false });

/** Resolves when the work is done or the signal is aborted, whichever is first. */
function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
