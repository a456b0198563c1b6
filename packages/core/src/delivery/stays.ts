import { LazyMap } from '../collections/lazy-map.js';
import type { CatchUp } from './catch-up.js';
import type { Departed } from './departed.js';
import type { Endings } from './endings.js';
import type { Flow } from './flow.js';
import { Lane } from './lane.js';
import type { Outboxes } from './outboxes.js';
import type { Parking } from './parking.js';
import type { Receipts } from './receipts.js';
import type { Runner } from './runner.js';
import type { DialogRef, JoinResult, Surroundings } from './surroundings.js';

export interface StaysParts extends Pick<Surroundings, 'report'> {
  readonly catchUp: CatchUp;
  readonly departed: Departed;
  readonly endings: Endings;
  readonly flow: Flow;
  readonly outboxes: Outboxes;
  readonly parking: Parking;
  readonly receipts: Receipts;
  readonly runner: Runner;
}

/** How a closed dialog comes to its end. Neither promise rejects. */
export interface Ending {
  /** What the record, read once more, held for a handler. */
  readonly read: Promise<JoinResult>;
  /** All that was waiting is handled or given up, and the dialog is left. */
  readonly over: Promise<void>;
}

const NOTHING: JoinResult = Object.freeze({ missed: 0, read: true });

/** The dialogs that this bot takes part in: a lane for each, from when it joins until it leaves. */
export class Stays {
  readonly #lanes = new LazyMap<string, Lane>();

  constructor(private readonly parts: StaysParts) {}

  get size(): number {
    return this.#lanes.size;
  }

  get lanes(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  lane(dialogId: string): Lane | undefined {
    return this.#lanes.get(dialogId);
  }

  join(dialog: DialogRef): Promise<JoinResult> {
    const { catchUp, parking } = this.parts;
    const { dialogId } = dialog;
    const known = this.#lanes.get(dialogId);
    if (known?.closed === true) this.leave(dialogId);
    else if (known !== undefined) return known.loaded ? Promise.resolve(NOTHING) : catchUp.read(known);
    const lane = this.#open(dialog);
    this.#lanes.set(dialogId, lane);
    const read = catchUp.read(lane);
    for (const event of parking.take(dialogId)) catchUp.arrive(lane, event);
    return read;
  }

  /** Reads on from the cursor; a dialog that is new is joined. */
  resync(dialog: DialogRef): Promise<JoinResult> {
    const lane = this.#lanes.get(dialog.dialogId);
    return lane === undefined ? this.join(dialog) : this.parts.catchUp.read(lane);
  }

  finish(dialogId: string): Ending {
    const { catchUp, endings, runner } = this.parts;
    const lane = this.#lanes.get(dialogId);
    if (lane === undefined) return { read: Promise.resolve(NOTHING), over: Promise.resolve() };
    const known = endings.of(lane);
    if (known !== undefined) return { read: Promise.resolve(NOTHING), over: known };
    lane.closed = true;
    lane.outbox.dialogClosed();
    this.#dismissWelcome(lane);
    const over = endings.begin(lane);
    const read = catchUp.read(lane);
    runner.offer(lane);
    return { read, over };
  }

  leave(dialogId: string): void {
    const { departed, flow, receipts } = this.parts;
    const lane = this.#lanes.get(dialogId);
    if (lane === undefined) return;
    this.#lanes.delete(dialogId);
    this.#end(lane);
    if (lane.turn === undefined) lane.inherited = lane.queue[0];
    const waiting = lane.queue.splice(0);
    for (const { size } of waiting) flow.remove(size);
    const count = waiting.filter((job) => job.event !== undefined && job !== lane.turn?.job).length;
    if (count > 0) this.parts.report({ type: 'dropped', dialogId, count });
    departed.add(lane);
    void receipts.flush(lane).then(() => departed.settle(dialogId));
  }

  /** Nothing of any dialog goes on. */
  clear(): void {
    for (const lane of [...this.#lanes.values(), ...this.parts.departed.clear()]) this.#end(lane);
    this.#lanes.clear();
  }

  #open({ conversationId, dialogId, welcome }: DialogRef): Lane {
    const { departed, outboxes } = this.parts;
    const greeted = this.lanes.some((lane) => lane.conversationId === conversationId);
    const outbox = outboxes.of(dialogId, conversationId);
    outbox.dialogOpened();
    const lane = new Lane(conversationId, dialogId, welcome ?? !greeted, outbox);
    departed.bequeath(lane);
    return lane;
  }

  #end(lane: Lane): void {
    this.parts.endings.over(lane);
    lane.left = true;
    this.parts.runner.withdraw(lane);
    this.parts.catchUp.forget(lane);
  }

  /** Nobody is there to be greeted. */
  #dismissWelcome(lane: Lane): void {
    const index = lane.queue.findIndex((job) => job.event === undefined && job !== lane.turn?.job);
    for (const { size } of index < 0 ? [] : lane.queue.splice(index, 1)) this.parts.flow.remove(size);
  }
}
