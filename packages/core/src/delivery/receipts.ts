import { LaneReceipts, type LaneReceiptsWires, type SecondTry } from './lane-receipts.js';
import type { Lane } from './lane.js';
import type { DeliveryOptions } from './options.js';
import { type Bell, Timetable } from './timetable.js';

const SECOND_TRY = 1_000;

/** Marks handled messages READ: gathered per dialog, sent together, sent again when lost. A receipt twice is harmless. */
export class Receipts implements Bell<LaneReceipts>, SecondTry {
  readonly wait = SECOND_TRY;
  /** Made for the first receipt. */
  #soon: Timetable<LaneReceipts> | undefined;
  /** Made when a receipt has failed for the first time. */
  #later: Timetable<LaneReceipts> | undefined;

  constructor(
    private readonly wires: LaneReceiptsWires,
    private readonly options: Pick<DeliveryOptions, 'receipts' | 'receiptDelay'>,
  ) {}

  now(): number {
    return this.wires.now();
  }

  ring(receipts: LaneReceipts): void {
    receipts.send();
  }

  add(lane: Lane, sequence: number): void {
    if (!this.options.receipts) return;
    const receipts = (lane.receipts ??= new LaneReceipts(lane, this.wires, this));
    receipts.add(sequence);
    (this.#soon ??= new Timetable(this.options.receiptDelay, this)).add(receipts);
  }

  /** Resolves once everything handled so far in the dialog was told to the platform, or could not be. Never rejects. */
  flush({ receipts }: Lane): Promise<void> {
    return receipts === undefined ? Promise.resolve() : receipts.flush();
  }

  later(receipts: LaneReceipts): void {
    (this.#later ??= new Timetable(this.wait, this)).add(receipts);
  }

  close(): void {
    this.#soon?.clear();
    this.#later?.clear();
  }
}
