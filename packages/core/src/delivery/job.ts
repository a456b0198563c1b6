import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Placed } from './history.js';
import type { Search } from './search.js';
import { textOf } from './sender.js';

/** Work for the author's handlers, kept until it is done: a consumer message, or the welcome of a dialog just joined. */
export interface Job {
  /** Names the turn in the ids of its replies: the message's sequence, or `join`. */
  readonly key: string;
  readonly event?: Placed;
  /** What was found in the record of this dialog before, begins below this sequence. */
  readonly since: number;
  /** Characters held, for the water marks. */
  readonly size: number;
  attempt: number;
  /** Attempts of it that failed are in the book of failures. */
  noted?: boolean;
  redelivered: boolean;
  /** What is known of its replies, by their number; the attempts share it. */
  replies: Reply[];
  /** The last attempt failed with this. What is left to do is to tell the author. */
  error?: HoldfastError;
  /** What the author's error handler says. */
  lastWords?: Reply[];
}

/** One reply over all attempts to get it out. */
export interface Reply {
  /** Present once the platform has it. */
  sequence: number | undefined;
  /** It was sent and its answer was lost: the record is to be asked before it is sent again. */
  doubtful: boolean;
  /** How often it was sent without an answer. */
  losses: number;
  /** Finds it in the record. */
  search: Search | undefined;
}

/** One that was never sent; `doubtful` if somebody else may have sent it. All fields at once: none is added later. */
export const freshReply = (doubtful: boolean): Reply => ({
  sequence: undefined,
  doubtful,
  losses: 0,
  search: undefined,
});

const OVERHEAD = 512;

export const messageJob = (event: Placed, redelivered: boolean): Job => ({
  key: String(event.sequence),
  event,
  since: event.sequence + 1,
  size: OVERHEAD + (textOf(event.event)?.length ?? OVERHEAD),
  attempt: 1,
  redelivered,
  replies: [],
});

export const welcomeJob = (since: number, redelivered: boolean): Job => ({
  key: 'join',
  since,
  size: OVERHEAD,
  attempt: 1,
  redelivered,
  replies: [],
});
