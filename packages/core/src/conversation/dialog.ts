import type { OpenState } from '../protocol/conversation-change.js';
import type { JsonObject } from '../protocol/read.js';
import type { Participant } from './participant.js';

/** One thread of a conversation: the main one, or a survey that follows it. */
export interface Dialog {
  readonly id: string;
  /** `MAIN`, `POST_SURVEY`, or another type, as the platform named it. */
  readonly type: string;
  readonly state: OpenState;
  readonly participants: readonly Participant[];
  /** `MESSAGING`, `COBROWSE`. */
  readonly channelType?: string;
  readonly openedAt?: Date;
  readonly closedAt?: Date;
  /** Who closed it, `AGENT` or `CONSUMER`, and why, in the platform's words. */
  readonly closedBy?: string;
  readonly closedCause?: string;
  /** As the platform sent it; in a survey it names the bot that asks, as `appInstallId`. */
  readonly metaData?: JsonObject;
}
