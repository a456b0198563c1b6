import type { ConversationMemory } from '../memory/conversation-memory.js';
import type { JsonObject } from '../protocol/read.js';
import type { Metadata } from '../protocol/metadata.js';
import type { HistoryMessage } from './history-message.js';

/** What is said in one publish. */
export interface Utterance {
  readonly conversationId: string;
  readonly dialogId: string;
  readonly event: JsonObject;
  readonly audience?: 'AGENTS_AND_MANAGERS';
  readonly metadata?: readonly Metadata[];
  /** Makes a proactive message safe to repeat; replies inside a handler get their own. */
  readonly idempotencyKey?: string;
}

export interface HistoryRange {
  /** Only events with a higher sequence. */
  readonly after?: number;
  /** Only events with a lower sequence. */
  readonly before?: number;
  /** At most so many, the newest. @default 200 */
  readonly limit?: number;
  /** @default the dialog where this bot speaks */
  readonly dialogId?: string;
}

export type HistoryPages = Omit<HistoryRange, 'limit'>;

/** The file storage, as one conversation uses it. Paths begin with `/` and hold a signature. */
export interface FileDoor {
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string, limit: number): Promise<Uint8Array>;
}

/**
 * What a conversation can do on the platform. A view that a handler gets speaks as part of that handler's turn, so that
 * its replies are said once however often the handler runs; any other view speaks for itself.
 */
export interface Voice {
  /** Resolves with the sequence that the platform gave. */
  say(utterance: Utterance): Promise<number>;
  request(type: string, body: unknown, metadata?: readonly Metadata[]): Promise<unknown>;
  /** Sends receipts that are gathered for a dialog; before anything that ends this bot's part in it. */
  settleReceipts(dialogId: string): Promise<void>;
  /** Ascending, page after page as the platform gives them; pages without a message are left out. */
  history(dialogId: string, range: HistoryPages): AsyncIterable<readonly HistoryMessage[]>;
  readonly files: FileDoor;
  memory(conversationId: string): ConversationMemory;
}
