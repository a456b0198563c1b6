import { Cursor, RequestRefusedError } from '@holdfast/core/internal';
import { ConsumerRequest, isContent, type MessageEvent } from '@holdfast/core/protocol';
import { isLost, type Request } from './request.js';

export interface FeedParts {
  readonly conversationId: string;
  readonly dialogId: string;
  /** Sends as soon as there is a socket. */
  readonly request: Request;
  readonly deliver: (event: MessageEvent) => void;
  readonly oddity: (kind: string) => void;
}

/** So many events may wait for one that is missing. */
const MOST_HELD = 1_000;

/**
 * The events of one dialog, in order and each once.
 *
 * A consumer cannot query a record; he subscribes to a dialog from a sequence on, and the platform tells what there is
 * first (messaging.md §11.3). Private messages take a sequence and are not told to consumers, so a hole that is still
 * there after a subscription is none to wait for.
 */
export class Feed {
  readonly #parts: FeedParts;
  readonly #cursor = new Cursor();
  readonly #held = new Map<number, MessageEvent>();
  #filling: Promise<void> | undefined;
  /** Subscriptions under way: they see to what is missing. */
  #asking = 0;
  #delivered = 0;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  get dialogId(): string {
    return this.#parts.dialogId;
  }

  /** The lowest sequence above all that was told. */
  get next(): number {
    return this.#cursor.next;
  }

  accept(event: MessageEvent): void {
    const { sequence } = event;
    if (sequence === undefined) return this.#parts.deliver(event);
    const place = this.#cursor.place(sequence);
    if (place === 'past') return;
    if (place === 'ahead') return this.#hold(sequence, event);
    this.#pass(sequence, event);
    this.#drain();
  }

  /**
   * Subscribes, and waits for what was missed; gives how many messages that were. Rejects as the request does.
   *
   * Nothing on the wire says where the record ends and life begins. What comes after the answer to one more request was not
   * there before it.
   */
  async catchUp(request: Request): Promise<number> {
    const before = this.#delivered;
    const { conversationId, dialogId } = this.#parts;
    this.#asking += 1;
    try {
      do {
        await request(ConsumerRequest.subscribeMessages, { dialogId, conversationId, fromSeq: this.#cursor.next });
        // The answer vouches for what is missing below them, and for nothing that is found missing later.
        const held = [...this.#held.keys()];
        await request(ConsumerRequest.getClock, {});
        this.#release(held);
      } while (this.#held.size > 0);
    } finally {
      this.#asking -= 1;
    }
    return this.#delivered - before;
  }

  /** Catches up by itself. Where a socket is lost meanwhile, the next one begins with all dialogs anyway. Never rejects. */
  fill(): Promise<void> {
    this.#filling ??= this.catchUp(this.#parts.request)
      .then(
        () => undefined,
        (error: unknown) => this.#parts.oddity(isLost(error) ? 'dialog-interrupted' : 'dialog-refused'),
      )
      .finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  #hold(sequence: number, event: MessageEvent): void {
    this.#held.set(sequence, event);
    if (this.#held.size > MOST_HELD) this.#release([...this.#held.keys()]);
    else if (this.#asking === 0) void this.fill();
  }

  /** What is missing below these will not come: they are told without it. */
  #release(sequences: readonly number[]): void {
    for (const sequence of sequences.toSorted((a, b) => a - b)) {
      this.#cursor.skipTo(sequence);
      this.#drain();
    }
  }

  #drain(): void {
    for (;;) {
      const { next } = this.#cursor;
      const event = this.#held.get(next);
      if (event === undefined) return;
      this.#held.delete(next);
      this.#pass(next, event);
    }
  }

  #pass(sequence: number, event: MessageEvent): void {
    this.#cursor.pass(sequence);
    this.#held.delete(sequence);
    if (isContent(event.event)) this.#delivered += 1;
    this.#parts.deliver(event);
  }
}

/** What the platform refuses of one dialog says nothing of the others. */
export const unlessRefused = (error: unknown): 0 => {
  if (error instanceof RequestRefusedError) return 0;
  throw error;
};
