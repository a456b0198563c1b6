import type { MessageEvent } from '../protocol/message-event.js';
import { CatchUp } from './catch-up.js';
import { Departed } from './departed.js';
import { Endings } from './endings.js';
import { failureOf } from './failure.js';
import { Flow } from './flow.js';
import { Gate } from './gate.js';
import { History, isPlaced, type Placed } from './history.js';
import type { Job } from './job.js';
import type { Lane } from './lane.js';
import { type LaneDepth, laneDepths } from './lane-depths.js';
import type { DeliveryOptions } from './options.js';
import { Outboxes, type ProactiveMessage } from './outboxes.js';
import { Parking } from './parking.js';
import { Receipts } from './receipts.js';
import { Runner } from './runner.js';
import { isOwn } from './sender.js';
import { type Ending, Stays } from './stays.js';
import type { DialogRef, JoinResult, RequestOptions, Surroundings } from './surroundings.js';

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
  readonly #stays: Stays;
  readonly #departed: Departed;
  readonly #endings: Endings;
  readonly #parking = new Parking();
  readonly #history: History;
  readonly #flow: Flow;
  readonly #catchUp: CatchUp;
  readonly #runner: Runner;
  readonly #receipts: Receipts;
  readonly #outboxes: Outboxes;
  readonly #ended = (): void => this.#flow.requestEnded();
  #stopping = false;

  constructor(
    private readonly surroundings: Surroundings,
    options: DeliveryOptions,
  ) {
    const now = (): number => surroundings.now();
    const self = (): ReturnType<Surroundings['self']> => surroundings.self();
    const report: Surroundings['report'] = (event) => surroundings.report(event);
    const request: Surroundings['request'] = (type, body, terms) => this.#request(type, body, terms);
    this.#flow = new Flow(options, surroundings, () => this.#catchUp.refillAll());
    this.#history = new History({ request }, new Gate(options.historyConcurrency), options.historyPage);
    this.#receipts = new Receipts({ request, report, now }, options, (lane) => this.#departed.settle(lane.dialogId));
    this.#catchUp = new CatchUp({
      self,
      report,
      now,
      history: this.#history,
      flow: this.#flow,
      onJoin: options.onJoin,
      failures: surroundings.failures,
      observe: (event) => this.#observe(event),
      added: (lane) => this.#runner.offer(lane),
      rested: (lane) => this.#endings.check(lane),
    });
    this.#runner = new Runner(
      {
        now,
        handle: (turn) => surroundings.handle(turn),
        join: (turn) => surroundings.join(turn),
        failed: (turn, error) => surroundings.failed(turn, error),
        speak: (saying) => this.#outboxes.reply(saying),
        stumbled: (lane, job) => this.#stumbled(lane, job),
        done: (lane, job) => this.#done(lane, job),
        buried: (lane, job, error) => this.#buried(lane, job, error.code),
        outlived: (lane, job, handled) => this.#departed.outlived(lane, job, handled),
        held: (lane) => this.#departed.isRunning(lane.dialogId),
      },
      options,
    );
    this.#departed = new Departed({
      heir: (dialogId) => this.#stays.lane(dialogId),
      handled: (lane, sequence) => this.#receipts.add(lane, sequence),
      forgotten: (dialogId) => this.#outboxes.release(dialogId),
      released: (job) => this.#flow.remove(job.size),
      freed: (lane) => this.#runner.offer(lane),
    });
    this.#endings = new Endings({
      seal: (lane) => this.#catchUp.seal(lane),
      done: (lane) => this.#stays.leave(lane.dialogId),
    });
    this.#outboxes = new Outboxes(
      {
        request,
        self,
        now,
        history: this.#history,
        loop: options.loop,
        published: ({ dialogId }, sequence) => this.#stays.lane(dialogId)?.cursor.own(sequence),
        looped: ({ dialogId, conversationId }, cause, pausedFor) =>
          report({ type: 'looped', dialogId, conversationId, cause, pausedFor }),
        idle: ({ dialogId }) => this.#departed.settle(dialogId),
      },
      (dialogId) => this.#stays.lane(dialogId) !== undefined || this.#departed.has(dialogId),
    );
    this.#stays = new Stays({
      report,
      catchUp: this.#catchUp,
      departed: this.#departed,
      endings: this.#endings,
      flow: this.#flow,
      outboxes: this.#outboxes,
      parking: this.#parking,
      receipts: this.#receipts,
      runner: this.#runner,
    });
  }

  get depths(): DeliveryDepths {
    return {
      dialogs: this.#stays.size + this.#departed.size,
      queued: this.#flow.queued,
      running: this.#runner.running,
      behind: this.#catchUp.behind,
      parked: this.#parking.size,
      outgoing: this.#outboxes.waiting,
    };
  }

  /** What is held of the busiest dialogs. */
  get lanes(): readonly LaneDepth[] {
    return laneDepths(this.#stays.lanes);
  }

  /**
   * This bot takes part in a dialog: reads its record, hands over what is unhandled, then goes on with live events. For a
   * dialog that is joined already it changes nothing and resolves with nothing missed. Resolves when the record was read,
   * or could not be at the first try. Never rejects.
   */
  join(dialog: DialogRef): Promise<JoinResult> {
    return this.#stopping ? Promise.resolve(NOT_READ) : this.#stays.join(dialog);
  }

  /**
   * After a reconnect, and to reconcile: reads on from each dialog's cursor; dialogs that are new are joined. Resolves with
   * the number of messages found. Never rejects.
   */
  async resync(dialogs: readonly DialogRef[]): Promise<{ readonly missed: number }> {
    const results = this.#stopping ? [] : await Promise.all(dialogs.map((dialog) => this.#stays.resync(dialog)));
    return { missed: results.reduce((sum, { missed }) => sum + missed, 0) };
  }

  /**
   * The dialog is closed: its record is read once more, and what is waiting is handled although nothing can be said any
   * more. Then the dialog is left. A platform that does not answer is given 10 s.
   */
  finish(dialogId: string): Ending {
    if (this.#stopping) return { read: Promise.resolve(NOT_READ), over: Promise.resolve() };
    return this.#stays.finish(dialogId);
  }

  /**
   * This bot no longer takes part: waiting messages are dropped and stay unread in the record. A running handler finishes.
   * Flush the receipts before the platform is asked to take the bot out, or they may be refused.
   */
  leave(dialogId: string): void {
    this.#stays.leave(dialogId);
  }

  /** A live notification. Duplicates, our own echoes and dialogs we do not know are dealt with here. */
  accept(event: MessageEvent): void {
    if (this.#stopping) return;
    const lane = this.#stays.lane(event.dialogId);
    if (!isPlaced(event)) this.#unplaced(event);
    else if (lane === undefined) this.#parking.park(event);
    else this.#catchUp.arrive(lane, event);
  }

  /**
   * Publishes something that is no reply, in order with the replies of the same dialog. Resolves with its sequence; waits
   * and rejects as `Turn.say` does.
   */
  publish(message: ProactiveMessage): Promise<number> {
    return this.#outboxes.publish(message, this.#stays.lane(message.dialogId)?.cursor.next ?? 0);
  }

  /** Resolves once what was handled is marked READ, or could not be. Call it before a transfer or a close. Never rejects. */
  async flushReceipts(dialogId?: string): Promise<void> {
    const lane = dialogId === undefined ? undefined : this.#stays.lane(dialogId);
    const lanes = dialogId === undefined ? this.#stays.lanes : lane === undefined ? [] : [lane];
    await Promise.all(lanes.map((each) => this.#receipts.flush(each)));
  }

  /**
   * Starts no further message, waits for the running handlers until `signal` says the time is over, sends the receipts,
   * and ends. What was not handled stays unread in the record. Never rejects; afterwards nothing happens any more.
   */
  async drain(signal: AbortSignal): Promise<void> {
    this.#stopping = true;
    this.#catchUp.close();
    this.#parking.clear();
    this.#flow.release();
    await untilAborted(this.#runner.drain(), signal);
    this.#runner.abort();
    await untilAborted(this.flushReceipts(), signal);
    this.#receipts.close();
    this.#stays.clear();
    this.#outboxes.close();
  }

  /** A request that did not come from here is in flight: its answer needs the socket to be read. Pairs with `requestEnded`. */
  requestStarted(): void {
    this.#flow.requestStarted();
  }

  requestEnded(): void {
    this.#flow.requestEnded();
  }

  #request(type: string, body: unknown, terms?: RequestOptions): Promise<unknown> {
    this.#flow.requestStarted();
    const answer = this.surroundings.request(type, body, terms);
    answer.then(this.#ended, this.#ended);
    return answer;
  }

  #stumbled(lane: Lane, job: Job): void {
    const { failures } = this.surroundings;
    if (failures === undefined || job.event === undefined) return;
    job.noted = true;
    failures.note(lane, { sequence: job.event.sequence, attempts: job.attempt });
  }

  #done(lane: Lane, job: Job): void {
    this.#flow.remove(job.size);
    if (job.noted === true) this.surroundings.failures?.forget(lane);
    if (job.event !== undefined) this.#receipts.add(lane, job.event.sequence);
    if (lane.queue.length === 0 && !lane.behind) lane.outbox.ledger.clear();
    this.#catchUp.refill(lane);
    this.#endings.check(lane);
  }

  #buried({ dialogId, conversationId }: Lane, job: Job, reason: string): void {
    const sequence = job.event?.sequence;
    this.surroundings.report({
      type: 'deadLettered',
      dialogId,
      conversationId,
      ...(sequence === undefined ? {} : { sequence }),
      attempts: job.attempt,
      reason,
    });
  }

  #unplaced(event: MessageEvent): void {
    if (event.event.type === 'ChatStateEvent' || event.event.type === 'AcceptStatusEvent') this.#observe(event);
    else this.surroundings.report({ type: 'unnumbered', dialogId: event.dialogId });
  }

  #observe(event: MessageEvent | Placed): void {
    if (isOwn(this.surroundings.self(), event)) return;
    try {
      this.surroundings.observe?.(event);
    } catch (error) {
      // An observer's mistake must not cost the dialog its place.
      this.surroundings.report({ type: 'observerFailed', dialogId: event.dialogId, error: failureOf(error) });
    }
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
