import { type HoldfastError } from '../errors/holdfast-error.js';
import { RequestRefusedError, ThrottledError } from '../errors/platform.js';
import { AgentRequest } from '../protocol/names.js';
import { field, readCount } from '../protocol/read.js';
import { failureOf } from './failure.js';
import type { Lane } from './lane.js';
import type { DeliveryOptions } from './options.js';
import type { Surroundings } from './surroundings.js';
import { type Bell, Timetable } from './timetable.js';

const RETRY = 1_000;
const LONGEST_RETRY = 30_000;
const LIST = 500;

export interface ReceiptsWires extends Pick<Surroundings, 'request' | 'report' | 'now'> {
  /** Some receipts of the lane are out, or given up. */
  receipted(lane: Lane): void;
}

/** Marks handled messages READ: gathered per dialog, sent together, sent again when lost. A receipt twice is harmless. */
export class Receipts implements Bell<Lane> {
  /** Made for the first receipt. */
  #soon: Timetable<Lane> | undefined;
  /** Made when a receipt has failed for the first time. */
  #later: Timetable<Lane> | undefined;

  constructor(
    private readonly wires: ReceiptsWires,
    private readonly options: Pick<DeliveryOptions, 'receipts' | 'receiptDelay'>,
  ) {}

  now(): number {
    return this.wires.now();
  }

  ring(lane: Lane): void {
    void this.flush(lane);
  }

  add(lane: Lane, sequence: number): void {
    if (!this.options.receipts) return;
    lane.receipts.push(sequence);
    (this.#soon ??= new Timetable(this.options.receiptDelay, this)).add(lane);
  }

  /** Resolves once everything handled so far in the dialog was told to the platform, or could not be. Never rejects. */
  async flush(lane: Lane): Promise<void> {
    while (lane.sendingReceipts !== undefined) await lane.sendingReceipts.done;
    this.#soon?.delete(lane);
    this.#later?.delete(lane);
    if (lane.receipts.length === 0) return;
    if (lane.receiptsNotBefore > this.now()) {
      this.#retryLater(lane);
      return;
    }
    const sequences = lane.receipts.splice(0, LIST);
    const done = this.#send(lane, sequences);
    lane.sendingReceipts = { sequences, done };
    await done;
    if (lane.receipts.length > 0) this.#retryLater(lane);
    this.wires.receipted(lane);
  }

  close(): void {
    this.#soon?.clear();
    this.#later?.clear();
  }

  #retryLater(lane: Lane): void {
    (this.#later ??= new Timetable(RETRY, this)).add(lane);
  }

  async #send(lane: Lane, sequenceList: readonly number[]): Promise<void> {
    const { dialogId, conversationId } = lane;
    const event = { type: 'AcceptStatusEvent', status: 'READ', sequenceList };
    try {
      const answer = await this.wires.request(AgentRequest.publishEvent, { dialogId, conversationId, event });
      const sequence = readCount(field(answer, 'sequence'));
      if (sequence !== undefined) lane.cursor.own(sequence);
      lane.receiptTroubles = 0;
    } catch (error) {
      this.#failed(lane, sequenceList, failureOf(error));
    } finally {
      lane.sendingReceipts = undefined;
    }
  }

  #failed(lane: Lane, sequenceList: readonly number[], error: HoldfastError): void {
    // Whoever is out of a dialog is heard there no more. That is the ordinary end of a conversation, and no fault.
    if ((lane.left || lane.closed) && error instanceof RequestRefusedError) return;
    const troubled = error instanceof RequestRefusedError && error.status >= 500;
    if ((!error.transient && !troubled) || lane.left) {
      const { dialogId } = lane;
      this.wires.report({ type: 'receiptsRefused', dialogId, count: sequenceList.length, error });
      return;
    }
    if (error instanceof ThrottledError) lane.receiptsNotBefore = this.now() + error.retryAfter;
    if (troubled) this.#waitOut(lane);
    lane.receipts.unshift(...sequenceList);
  }

  /** The platform has a fault of its own: each time it is left alone for twice as long. */
  #waitOut(lane: Lane): void {
    const wait = Math.min(RETRY * 2 ** lane.receiptTroubles, LONGEST_RETRY);
    lane.receiptTroubles += 1;
    lane.receiptsNotBefore = this.now() + wait;
  }
}
