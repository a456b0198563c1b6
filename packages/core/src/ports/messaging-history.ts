import type { JsonObject } from '../protocol/read.js';
import type { ServiceCallOptions } from './service-call.js';

export interface HistorySearch extends ServiceCallOptions {
  /** When the conversations began; at most three months apart. */
  readonly from: Date;
  readonly to: Date;
  /** More of the platform's filter, such as `{ status: ['CLOSE'], skillIds: ['1'] }`; it goes out as it is. */
  readonly filter?: JsonObject;
  /** @default 0 */
  readonly offset?: number;
  /** From 1 to 100. @default 50 */
  readonly limit?: number;
  /** @default 'start:desc' */
  readonly sort?: 'start:asc' | 'start:desc' | 'end:asc' | 'end:desc';
}

export interface FoundConversation {
  readonly id: string;
  readonly status?: string;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly skillId?: string;
  readonly agentId?: string;
  /** Everything the platform told of it: messages, participants, transfers, and whatever was asked for. */
  readonly fields: JsonObject;
}

export interface HistoryPage {
  /** How many conversations match altogether. */
  readonly total: number;
  readonly conversations: readonly FoundConversation[];
}

/** The Messaging Interactions API. What happened in the last minute may be missing. Source: rest-and-auth.md §9.4. */
export interface MessagingHistory {
  /** One page of the conversations that match. The range of time is mandatory, the filter is handed on as it is. */
  search(search: HistorySearch): Promise<HistoryPage>;
}
