import type { HoldfastError } from '../errors/holdfast-error.js';
import { RequestRefusedError, ThrottledError } from '../errors/platform.js';
import type { AnswerListener } from '../ports/transport.js';
import type { Metadata } from '../protocol/metadata.js';
import { field, readCount } from '../protocol/read.js';
import type { Cursor } from './cursor.js';
import type { Surroundings } from './surroundings.js';
import type { Timed, Timetable } from './timetable.js';

const LONGEST_WAIT = 30_000;
const LIST = 500;

/** The dialog whose messages they are. */
export interface ReceiptedDialog {
  readonly conversationId: string;
  readonly dialogId: string;
  readonly left: boolean;
  readonly closed: boolean;
  readonly cursor: Cursor;
}

export interface LaneReceiptsWires extends Pick<Surroundings, 'report' | 'now'> {
  /** Publishes something; what becomes of it is for the listener, which calls `heard` first. */
  publish(body: unknown, metadata: readonly Metadata[] | undefined, listener: AnswerListener): void;
  heard(): void;
  /** Some receipts of the dialog are out, or given up. */
  receipted(dialogId: string): void;
}

/** When receipts are tried again that could not be sent. */
export interface SecondTry {
  readonly wait: number;
  later(receipts: LaneReceipts): void;
}

/**
 * Marks what is handled in one dialog READ. One request at a time; what is handled meanwhile goes with the next. It hears of
 * the answer itself: there is a receipt for every few messages, and promises would cost as much as a message.
 */
export class LaneReceipts implements AnswerListener, Timed<LaneReceipts> {
  due = 0;
  timetable: Timetable<LaneReceipts> | undefined;
  before: LaneReceipts | undefined;
  after: LaneReceipts | undefined;

  /** Handled, and not told yet. */
  #waiting: number[] = [];
  /** The platform is being told of them. */
  #underWay: readonly number[] | undefined;
  /** It is time for the next. */
  #hurried = false;
  #notBefore = 0;
  /** How often in a row the platform had a fault of its own. */
  #troubles = 0;
  /** Called when what is under way has come to its end. */
  #awaiting: (() => void)[] | undefined;

  constructor(
    private readonly dialog: ReceiptedDialog,
    private readonly wires: LaneReceiptsWires,
    private readonly secondTry: SecondTry,
  ) {}

  /** Sequences that the platform may not know of. */
  get open(): readonly number[] {
    return [...this.#waiting, ...(this.#underWay ?? [])];
  }

  add(sequence: number): void {
    this.#waiting.push(sequence);
  }

  /** Tells the platform now, or as soon as it has answered. */
  send(): void {
    if (this.#underWay === undefined) this.#send();
    else this.#hurried = true;
  }

  /** Resolves once everything handled so far was told to the platform, or could not be. Never rejects. */
  async flush(): Promise<void> {
    while (this.#underWay !== undefined) await this.#answer();
    this.#send();
    if (this.#underWay !== undefined) await this.#answer();
  }

  answered(answer: unknown): void {
    this.wires.heard();
    const sequence = readCount(field(answer, 'sequence'));
    if (sequence !== undefined) this.dialog.cursor.own(sequence);
    this.#troubles = 0;
    this.#over();
  }

  failed(error: HoldfastError): void {
    this.wires.heard();
    this.#keep(this.#underWay ?? [], error);
    this.#over();
  }

  #send(): void {
    this.timetable?.delete(this);
    if (this.#waiting.length === 0) return;
    if (this.#notBefore > this.wires.now()) return this.secondTry.later(this);
    const sequenceList = this.#waiting;
    this.#waiting = sequenceList.splice(LIST);
    this.#underWay = sequenceList;
    const { dialogId, conversationId } = this.dialog;
    const event = { type: 'AcceptStatusEvent', status: 'READ', sequenceList };
    this.wires.publish({ dialogId, conversationId, event }, undefined, this);
  }

  #over(): void {
    this.#underWay = undefined;
    const awaiting = this.#awaiting;
    this.#awaiting = undefined;
    for (const tell of awaiting ?? []) tell();
    const hurried = this.#hurried;
    this.#hurried = false;
    if (hurried) this.#send();
    else if (this.#waiting.length > 0 && this.timetable === undefined) this.secondTry.later(this);
    this.wires.receipted(this.dialog.dialogId);
  }

  #answer(): Promise<void> {
    return new Promise((resolve) => (this.#awaiting ??= []).push(resolve));
  }

  /** For a second try, if that may help. */
  #keep(sequences: readonly number[], error: HoldfastError): void {
    const { left, closed, dialogId } = this.dialog;
    // Whoever is out of a dialog is heard there no more. That is the ordinary end of a conversation, and no fault.
    if ((left || closed) && error instanceof RequestRefusedError) return;
    const troubled = error instanceof RequestRefusedError && error.status >= 500;
    if ((!error.transient && !troubled) || left) {
      this.wires.report({ type: 'receiptsRefused', dialogId, count: sequences.length, error });
      return;
    }
    if (error instanceof ThrottledError) this.#notBefore = this.wires.now() + error.retryAfter;
    if (troubled) this.#waitOut();
    this.#waiting = [...sequences, ...this.#waiting];
  }

  /** The platform has a fault of its own: each time it is left alone for twice as long. */
  #waitOut(): void {
    const wait = Math.min(this.secondTry.wait * 2 ** this.#troubles, LONGEST_WAIT);
    this.#troubles += 1;
    this.#notBefore = this.wires.now() + wait;
  }
}
