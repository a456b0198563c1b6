import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Placed } from './history.js';
import type { Search } from './search.js';
import { textOf } from './sender.js';

const OVERHEAD = 512;

/**
 * Work for the author's handlers, kept until it is done: a consumer message, or the welcome of a dialog just joined. A
 * thousand may wait, so one that waits holds nothing that can be told when its turn has come.
 */
export class Job {
  attempt = 1;
  /** Attempts of it that failed are in the book of failures. */
  noted = false;
  /** The last attempt failed with this. What is left to do is to tell the author. */
  error: HoldfastError | undefined;
  /** What is known of its replies, by their number; the attempts share it. */
  replies: (Reply | undefined)[] | undefined;
  /** The same of what the author's error handler says. */
  lastWords: (Reply | undefined)[] | undefined;

  /** Characters held, for the water marks. */
  readonly size: number;

  /** @param since what was found in the record of this dialog before, begins below this sequence. */
  private constructor(
    readonly event: Placed | undefined,
    readonly since: number,
    public redelivered: boolean,
  ) {
    this.size = OVERHEAD + (event === undefined ? 0 : (textOf(event.event)?.length ?? OVERHEAD));
  }

  static message(event: Placed, redelivered: boolean): Job {
    return new Job(event, event.sequence + 1, redelivered);
  }

  static welcome(since: number, redelivered: boolean): Job {
    return new Job(undefined, since, redelivered);
  }

  /** Names the turn in the ids of its replies: the message's sequence, or `join`. */
  get key(): string {
    return this.event === undefined ? 'join' : String(this.event.sequence);
  }
}

/** What is known of one reply, over all attempts to get it out: nothing before the first has its answer or fails. */
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

/** Of one that was never sent; `doubtful` if somebody else may have sent it. All fields at once: none is added later. */
export const freshReply = (doubtful: boolean): Reply => ({
  sequence: undefined,
  doubtful,
  losses: 0,
  search: undefined,
});
