import { randomUUID } from 'node:crypto';
import { LazyMap } from '../collections/lazy-map.js';
import { keyedId, replyId } from './external-id.js';
import { freshReply } from './job.js';
import { Outbox, type OutboxWires } from './outbox.js';
import type { Outcome, Post } from './post.js';
import type { RunningTurn } from './running-turn.js';
import type { Saying } from './saying.js';
import { textOf } from './sender.js';
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

  /** Publishes the `number`-th reply (from 1) of a turn. */
  reply(saying: Saying<RunningTurn>): void {
    const { turn, number, content } = saying;
    const { lane, job } = turn;
    const dialogId = content.dialogId ?? lane.dialogId;
    const elsewhere = dialogId !== lane.dialogId;
    // What the author's error handler says is numbered apart from what the failed attempts said.
    const replies = job.error === undefined ? job.replies : job.lastWords;
    const reply = replies?.[number - 1] ?? freshReply(elsewhere && job.redelivered);
    if (replies !== undefined) replies[number - 1] = reply;
    else if (job.error === undefined) job.replies = [reply];
    else job.lastWords = [reply];
    const outbox = elsewhere ? this.of(dialogId, lane.conversationId) : lane.outbox;
    const post = {
      content,
      id: replyId(lane.dialogId, job.error === undefined ? job.key : `${job.key}!`, number),
      reply,
      outcome: saying,
      since: elsewhere ? 0 : job.since,
      answers: job.event === undefined ? undefined : textOf(job.event.event),
      speaker: turn,
    };
    outbox.post(post);
  }

  /** @param since where the record is read from to find a message without a key, should its answer be lost. */
  publish({ conversationId, dialogId, content, idempotencyKey }: ProactiveMessage, since: number): Promise<number> {
    const keyed = idempotencyKey !== undefined;
    const post = (outcome: Outcome): Post => ({
      content,
      id: keyed ? keyedId(dialogId, idempotencyKey) : `hf-${randomUUID()}`,
      reply: freshReply(keyed),
      outcome,
      since: keyed ? 0 : since,
    });
    return new Promise((resolve, reject) => this.of(dialogId, conversationId).post(post({ resolve, reject })));
  }

  /** Something of the dialog is over: its outbox may go. To be called whenever one is idle. */
  release(dialogId: string): void {
    const outbox = this.#open.get(dialogId);
    if (outbox?.waiting === 0 && !this.wires.inUse(dialogId)) this.#open.delete(dialogId);
  }

  close(): void {
    for (const outbox of this.#open.values()) outbox.close();
    this.#open.clear();
  }
}
