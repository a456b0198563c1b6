import type { OpenState } from '../protocol/conversation-change.js';
import type { Participant } from './participant.js';

/** One thread of a conversation: the main one, or a survey that follows it. */
export interface Dialog {
  readonly id: string;
  /** `MAIN`, `POST_SURVEY`, or another type, as the platform named it. */
  readonly type: string;
  readonly state: OpenState;
  readonly participants: readonly Participant[];
  /** Who closed it, `AGENT` or `CONSUMER`, and why, in the platform's words. */
  readonly closedBy?: string;
  readonly closedCause?: string;
}
