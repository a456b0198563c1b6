import type { MessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import type { JsonObject } from '../protocol/read.js';

/** One run of the author's handlers: for one message, or for a dialog just joined. */
export interface Turn {
  /** Every attempt gets the same one: who shows it to an author, freezes what he shows. `undefined` for a join. */
  readonly event: MessageEvent | undefined;
  readonly conversationId: string;
  readonly dialogId: string;
  /** From 1. An attempt that only a lost connection made fail is not counted. */
  readonly attempt: number;
  /** Whether an earlier attempt, or an earlier process, may already have worked on it. */
  readonly redelivered: boolean;
  /** Aborted by the handler timeout, and when draining runs out of time. */
  readonly signal: AbortSignal;

  /**
   * Publishes as part of this turn, and resolves with the sequence that the platform gave. Replies go out in the order of
   * the calls. A reply that an earlier attempt, or the process before a crash, has published is not sent again: the n-th
   * call gives the sequence of the n-th reply.
   *
   * Waits while there is no connection, while the platform throttles, and while the loop guard pauses the dialog. Rejects
   * with `LateReplyError` once the turn has failed or timed out, with `QueueOverflowError` when too much is waiting, and
   * with what the platform refused it with.
   */
  say(content: OutgoingContent): Promise<number>;
}

/** Content on its way out. It has been checked before it comes here. */
export interface OutgoingContent {
  /** A `ContentEvent` or a `RichContentEvent`, as it goes on the wire. */
  readonly event: JsonObject;
  /** Leave out for a message that the consumer sees. */
  readonly audience?: 'AGENTS_AND_MANAGERS';
  /** An `ExternalId` among it replaces ours, since a frame has only one; see `outbox.ts`. */
  readonly metadata?: readonly Metadata[];
  /** Another dialog of the same conversation. Leave out for the turn's own. */
  readonly dialogId?: string;
}
