import { randomUUID } from 'node:crypto';
import { LazyMap } from '../collections/lazy-map.js';
import { keyedId } from './external-id.js';
import { freshReply, type Reply } from './job.js';
import { Outbox, type OutboxWires } from './outbox.js';
import type { RunningTurn } from './running-turn.js';
import type { Saying } from './saying.js';
import type { OutgoingContent } from './turn.js';

/** A message that is no reply. */
export interface ProactiveMessage {
  readonly conversationId: string;
  readonly dialogId: string;
  readonly content: OutgoingContent;
  /** Two messages with one key in one dialog are one, over restarts too. Costs a look into the record. */
  readonly idempotencyKey?: string;
}

export interface OutboxesWires extends OutboxWires {
  /** Whether the dialog is joined, or left with something under way. */
  inUse(dialogId: string): boolean;
}

/** One outbox per dialog, for as long as the dialog is joined or something waits in it. */
export class Outboxes {
  readonly #open = new LazyMap<string, Outbox>();

  constructor(private readonly wires: OutboxesWires) {}

  /** Messages waiting to be published. */
  get waiting(): number {
    let sum = 0;
    for (const { waiting } of this.#open.values()) sum += waiting;
    return sum;
  }

  of(dialogId: string, conversationId: string): Outbox {
    const known = this.#open.get(dialogId);
    if (known !== undefined) return known;
    const outbox = new Outbox(conversationId, dialogId, this.wires);
    this.#open.set(dialogId, outbox);
    return outbox;
  }

  reply(saying: Saying, { lane, redelivered }: RunningTurn): void {
    if (!saying.isElsewhere) return lane.outbox.post(saying);
    // Nobody has read the record of that dialog to find out what was said there before a crash.
    if (redelivered) saying.noted(true);
    this.of(saying.dialogId, lane.conversationId).post(saying);
  }

  /** @param since where the record is read from to find a message without a key, should its answer be lost. */
  publish({ conversationId, dialogId, content, idempotencyKey }: ProactiveMessage, since: number): Promise<number> {
    const keyed = idempotencyKey !== undefined;
    const id = keyed ? keyedId(dialogId, idempotencyKey) : `hf-${randomUUID()}`;
    const reply = freshReply(keyed);
    const noted = (): Reply => reply;
    return new Promise((resolve, reject) => {
      const outbox = this.of(dialogId, conversationId);
      outbox.post({ content, id, since: keyed ? 0 : since, reply, noted, resolve, reject });
    });
  }

  /** Something of the dialog is over: its outbox may go. To be called whenever one is idle. */
  release(dialogId: string): void {
    if (this.wires.inUse(dialogId)) return;
    if (this.#open.get(dialogId)?.waiting === 0) this.#open.delete(dialogId);
  }

  close(): void {
    for (const outbox of this.#open.values()) outbox.close();
    this.#open.clear();
  }
}
