import { randomUUID } from 'node:crypto';
import { ACCOUNT } from './account.js';
import type { FrameSocket } from './frame-socket.js';

/** What is in a dialog's record at one sequence: a message by its number, an answer by its negative, a receipt by its list. */
export type Entry = number | readonly number[];

/** One open conversation with its one dialog. */
export class Dialog {
  readonly id = randomUUID();
  readonly consumer = randomUUID();
  readonly record: Entry[] = [];
  /** Messages without an answer yet, oldest first: number, and when it was due. */
  readonly unanswered: { readonly number: number; readonly at: number }[] = [];

  constructor(
    readonly agent: Agent,
    past: number,
  ) {
    for (let index = 0; index < past - 1; index += 1) this.record.push(index % 2 === 0 ? index + 1 : -index);
    if (past > 0) this.record.push(this.record.flatMap((entry, index) => (Number(entry) > 0 ? [index] : [])));
  }
}

/** A bot user, and the conversations that are his. */
export class Agent {
  readonly userId: string;
  readonly oldId: string;
  readonly pid = randomUUID();
  readonly bearer = randomUUID().replaceAll('-', '');
  readonly dialogs: readonly Dialog[];
  socket: FrameSocket | undefined;
  subscription = '';
  /** When he was last ready for work. */
  readyAt: number | undefined;

  constructor(
    readonly name: string,
    index: number,
    { dialogs, past }: { readonly dialogs: number; readonly past: number },
  ) {
    this.userId = String(1_000_000_000 + index);
    this.oldId = `${ACCOUNT}.${this.userId}`;
    this.dialogs = Array.from({ length: dialogs }, () => new Dialog(this, past));
  }
}
