import type { JsonObject } from '../protocol/read.js';
import type { ServiceCallOptions } from './service-call.js';

/** What the policies of the account are asked about. */
export interface NextActionsQuestion extends ServiceCallOptions {
  readonly conversationId?: string;
  readonly consumerId?: string;
  /** Where version 1 looks for context. @default the conversation id */
  readonly groupId?: string;
  /** Version 2 only. */
  readonly sessionId?: string;
  /** Version 2 only. */
  readonly policyId?: string;
}

/** One action. New types may come: dispatch on a table and leave out what is unknown. */
export interface NextAction {
  /** For example `SEND_MESSAGE` or `TRANSFER_TO_AGENT`. */
  readonly type: string;
  readonly payload: JsonObject;
  /** What to say, of a `SEND_MESSAGE`: the two versions name it differently. */
  readonly text?: string;
}

export interface NextActionsAnswer {
  readonly actions: readonly NextAction[];
  /** The rule that matched, where the platform names it. */
  readonly rule?: { readonly id: string; readonly name?: string };
  /** Why there are no actions: the platform's own word, or `NO_MATCHED_RULES` where it has none. */
  readonly noMatchReason?: string;
}

/** The Next Actions API: what routing policies suggest for a conversation. Source: rest-and-auth.md §7.4. */
export interface NextActions {
  readonly version: 1 | 2;
  /** What the policies suggest now. An answer without actions is no error: `noMatchReason` says why. */
  ask(question: NextActionsQuestion): Promise<NextActionsAnswer>;
}
