import { replyId } from './external-id.js';
import { freshReply, type Job, type Reply } from './job.js';
import type { Post } from './post.js';
import { textOf } from './sender.js';
import type { OutgoingContent } from './turn.js';

/** The turn that a reply is part of, as far as the reply is concerned. */
export interface Speaker {
  readonly dialogId: string;
  readonly job: Job;
  /** It tells the author of a failure: what he says then is numbered apart from what the failed attempts said. */
  readonly mourns: boolean;
  readonly late: boolean;
  /** A reply is out, or will never be. Called once for each. */
  settled(saying: Saying): void;
}

const nothing = (): void => {};

/**
 * The `number`-th reply (from 1) of a turn, from when it is said until it is out. Only its first outcome counts. A thousand may
 * wait for their answers: what can be told from the turn is told from the turn.
 */
export class Saying implements Post {
  /** Its sequence. */
  readonly said: Promise<number>;
  /** `undefined` once it is settled. */
  #resolve: ((sequence: number) => void) | undefined;
  #reject: (error: unknown) => void = nothing;

  constructor(
    readonly speaker: Speaker,
    readonly number: number,
    readonly content: OutgoingContent,
  ) {
    this.said = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      // Not a resolution with a rejected promise: a handler has to hear of it before its next attempt begins.
      this.#reject = reject;
    });
  }

  /** Where it is said. */
  get dialogId(): string {
    return this.content.dialogId ?? this.speaker.dialogId;
  }

  get id(): string {
    const { dialogId, job, mourns } = this.speaker;
    return replyId(dialogId, mourns ? `${job.key}!` : job.key, this.number);
  }

  get since(): number {
    return this.isElsewhere ? 0 : this.speaker.job.since;
  }

  get answers(): string | undefined {
    const { event } = this.speaker.job;
    return event === undefined ? undefined : textOf(event.event);
  }

  /** In another dialog than the turn. */
  get isElsewhere(): boolean {
    return this.dialogId !== this.speaker.dialogId;
  }

  get reply(): Reply | undefined {
    const { job, mourns } = this.speaker;
    return (mourns ? job.lastWords : job.replies)?.[this.number - 1];
  }

  noted(doubtful = false): Reply {
    const { job, mourns } = this.speaker;
    const replies = mourns ? (job.lastWords ??= []) : (job.replies ??= []);
    return (replies[this.number - 1] ??= freshReply(doubtful));
  }

  resolve(sequence: number): void {
    const resolve = this.#resolve;
    if (resolve === undefined) return;
    this.#settled();
    resolve(sequence);
  }

  /** A reply that nobody awaits must not end the process: the turn tells of its failure. */
  reject(error: unknown): void {
    if (this.#resolve === undefined) return;
    this.#settled();
    this.said.catch(nothing);
    this.#reject(error);
  }

  #settled(): void {
    this.#resolve = undefined;
    this.speaker.settled(this);
  }
}
