import { StoppedError } from '../errors/connection.js';
import { DialogClosedError, HandlerFailedError, LateReplyError } from '../errors/handler.js';
import { UnexpectedAnswerError } from '../errors/platform.js';
import type { AnswerListener } from '../ports/transport.js';
import { externalIdOf, type Metadata } from '../protocol/metadata.js';
import { AgentRequest } from '../protocol/names.js';
import { field, type JsonObject, readCount } from '../protocol/read.js';
import type { History } from './history.js';
import { Ledger } from './ledger.js';
import { LoopGuard } from './loop-guard.js';
import type { LoopOptions } from './options.js';
import { authorsIdOf, idOf, metadataOf, type Post } from './post.js';
import { mayHaveArrived, waitAfterFailure } from './publish-failure.js';
import { type Archive, Search } from './search.js';
import { isOwn, textOf } from './sender.js';
import type { Surroundings } from './surroundings.js';

export interface OutboxWires extends Pick<Surroundings, 'request' | 'self' | 'now'> {
  /** Sends a message; what becomes of it is for the listener, which calls `heard` first. */
  publish(body: unknown, metadata: readonly Metadata[], listener: AnswerListener): void;
  heard(): void;
  readonly history: History;
  readonly loop: LoopOptions;
  published(outbox: Outbox, sequence: number): void;
  looped(outbox: Outbox, cause: 'replies' | 'echo', pausedFor: number): void;
  idle(outbox: Outbox): void;
}

interface Failure {
  readonly error: unknown;
  /** The message was given to the session. */
  readonly isOut: boolean;
}

const WAITING = 1_000;

/**
 * Publishes into one dialog, one message at a time, in the order given, each of them once.
 *
 * Each carries an `ExternalId`. When the answer to a publish is lost, the record is asked for that id before it is sent
 * again. An `ExternalId` of the author's takes the place of ours, since a frame has only one, and serves the same purpose;
 * he may use one id for many messages (`ledger.ts`). A message that takes the connection down each time it is sent is
 * given up after the third time.
 */
export class Outbox implements AnswerListener {
  readonly ledger = new Ledger();
  readonly guard: LoopGuard;
  /** The loop guard lets nothing out before this moment. */
  pausedUntil = 0;
  /** The platform would refuse whatever is said. */
  #dialogClosed = false;
  /** The highest sequence that a message of ours is known to have. */
  #last = -1;

  /** Those that wait behind the one that is out. */
  #queue: Post[] | undefined;
  /** It is out, and its answer is told to this outbox. */
  #asked: Post | undefined;
  #busy = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | undefined;

  constructor(
    readonly conversationId: string,
    readonly dialogId: string,
    private readonly wires: OutboxWires,
  ) {
    this.guard = new LoopGuard(wires.loop);
  }

  get waiting(): number {
    return (this.#queue?.length ?? 0) + (this.#busy ? 1 : 0);
  }

  post(post: Post): void {
    if (!this.#busy) return this.#begin(post);
    const queue = (this.#queue ??= []);
    if (queue.length < WAITING) return void queue.push(post);
    const message = `${WAITING} replies wait in one dialog. Await each before the next.`;
    post.reject(new HandlerFailedError('Bot', 'handler', message));
  }

  /** Nothing leaves until the pause of the loop guard is over. */
  trip(cause: 'replies' | 'echo'): void {
    const pause = this.guard.trip();
    this.pausedUntil = this.wires.now() + pause;
    this.wires.looped(this, cause, pause);
  }

  /** A turn has ended: its replies that still wait are to be refused now. */
  nudge(): void {
    clearTimeout(this.#timer);
    this.#wake?.();
  }

  /** Replies are refused from now on; one that the platform has already is still found. */
  dialogClosed(): void {
    this.#dialogClosed = true;
    this.pausedUntil = 0;
    this.nudge();
  }

  dialogOpened(): void {
    this.#dialogClosed = false;
  }

  close(): void {
    this.#closed = true;
    this.nudge();
  }

  answered(answer: unknown): void {
    const post = this.#heard();
    if (post === undefined) return;
    let sequence;
    try {
      sequence = this.#published(post, answer);
    } catch (error) {
      return void this.#work(post, { error, isOut: true });
    }
    post.resolve(sequence);
    this.#next();
  }

  failed(error: unknown): void {
    const post = this.#heard();
    if (post !== undefined) void this.#work(post, { error, isOut: true });
  }

  /** The message whose fate is told. */
  #heard(): Post | undefined {
    this.wires.heard();
    const post = this.#asked;
    this.#asked = undefined;
    return post;
  }

  #begin(post: Post): void {
    this.#busy = true;
    if (this.#mayGoAtOnce(post)) this.#sendAtOnce(post);
    else void this.#work(post);
  }

  #next(): void {
    const post = this.#queue?.shift();
    if (post !== undefined) return this.#begin(post);
    this.#busy = false;
    this.wires.idle(this);
  }

  /** Nothing stands in its way, and nothing is known of it: the usual case. */
  #mayGoAtOnce({ reply, speaker }: Post): boolean {
    return (
      (reply === undefined || (reply.sequence === undefined && !reply.doubtful && reply.losses === 0)) &&
      this.ledger.isEmpty &&
      speaker?.late !== true &&
      !this.#closed &&
      !this.#dialogClosed &&
      this.#loopWait() <= 0
    );
  }

  /** What `#send` would do, without its promises, since nearly all messages take this way. Whatever goes wrong is for `#send`. */
  #sendAtOnce(post: Post): void {
    this.#asked = post;
    this.wires.publish(this.#body(post), metadataOf(post), this);
  }

  async #work(post: Post, failure?: Failure): Promise<void> {
    try {
      post.resolve(await this.#send(post, failure));
    } catch (error) {
      post.reject(error);
    }
    this.#next();
  }

  /** @param failure of an attempt that was made already. */
  async #send(post: Post, failure?: Failure): Promise<number> {
    const reply = post.noted();
    const known = failure === undefined ? (reply.sequence ?? this.ledger.claim(idOf(post))) : undefined;
    if (known !== undefined) return (reply.sequence = known);
    const search = this.#searchFor(post);
    if (failure !== undefined) await this.#waitAfter(post, failure);
    for (;;) {
      let isOut = false;
      try {
        this.#refuseLate(post);
        const found = reply.doubtful === true ? await this.#find(search) : undefined;
        reply.doubtful = false;
        if (found !== undefined) return (reply.sequence = found);
        this.#refuseClosed(post);
        const loopWait = this.#loopWait();
        if (loopWait > 0) await this.#sleep(post, loopWait);
        this.#refuseClosed(post);
        isOut = true;
        const metadata = metadataOf(post);
        const answer = await this.wires.request(AgentRequest.publishEvent, this.#body(post), { metadata });
        return this.#published(post, answer);
      } catch (error) {
        await this.#waitAfter(post, { error, isOut });
      }
    }
  }

  /** Until the message may be tried again. Rejects if the caller has to know of the failure. */
  async #waitAfter(post: Post, { error, isOut }: Failure): Promise<void> {
    const reply = post.noted();
    if (isOut && mayHaveArrived(error)) {
      this.#doubt(post);
      reply.losses += 1;
    }
    const wait = waitAfterFailure(error, reply.losses);
    if (wait === undefined) throw error;
    await this.#sleep(post, wait);
  }

  /** Of the request. Once it is made, the message counts as said. */
  #body({ content: { event, audience }, answers }: Post): JsonObject {
    const { dialogId, conversationId } = this;
    const text = textOf(event);
    this.guard.replied(this.wires.now(), text === answers ? undefined : text);
    return audience === undefined
      ? { dialogId, conversationId, event }
      : { dialogId, conversationId, event, messageAudience: audience };
  }

  /** Reads the sequence from the answer to a publish. */
  #published(post: Post, answer: unknown): number {
    const sequence = readCount(field(answer, 'sequence'));
    if (sequence === undefined) {
      this.#doubt(post);
      throw new UnexpectedAnswerError(`Dialog ${this.dialogId}: the answer to a publish held no sequence.`);
    }
    this.#told(sequence);
    if (authorsIdOf(post) !== undefined) this.ledger.settle(sequence);
    this.wires.published(this, sequence);
    return (post.noted().sequence = sequence);
  }

  /** It may be there: the record is to be asked before it is sent again. */
  #doubt(post: Post): void {
    this.#searchFor(post);
    post.noted().doubtful = true;
  }

  /** How long the loop guard lets nothing out. */
  #loopWait(): number {
    const now = this.wires.now();
    if (this.guard.isFull(now)) this.trip('replies');
    return this.pausedUntil - now;
  }

  /** Made for each search: nearly no outbox ever needs one. */
  get #archive(): Archive {
    return {
      pages: (stretch) => this.wires.history.pages(stretch),
      idOf: (event) => (isOwn(this.wires.self(), event) ? externalIdOf(event.metadata) : undefined),
    };
  }

  async #find(search: Search): Promise<number | undefined> {
    const { id } = search;
    for (const sequence of await search.run(this.#archive)) this.ledger.found(id, sequence);
    const sequence = this.ledger.claim(id);
    if (sequence !== undefined) this.#told(sequence);
    return sequence;
  }

  /** The one search for a reply, over all attempts to get it out. Must be begun before anything else is said here. */
  #searchFor(post: Post): Search {
    const { dialogId } = this;
    const { since } = post;
    const reply = post.noted();
    const id = idOf(post);
    if (reply.search?.id === id && reply.search.dialogId === dialogId) return reply.search;
    // What was not sent yet can only come after what is in the record already.
    const from = reply.doubtful === true || reply.losses > 0 ? since : Math.max(since, this.#last + 1);
    return (reply.search = new Search(id, dialogId, from));
  }

  /** The platform has a message of ours there. */
  #told(sequence: number): void {
    this.#last = Math.max(this.#last, sequence);
  }

  #refuseLate({ speaker }: Post): void {
    if (this.#closed) throw new StoppedError(`Dialog ${this.dialogId}: the bot has stopped, so nothing more is said.`);
    if (speaker?.late !== true) return;
    throw new LateReplyError(
      `Dialog ${this.dialogId}: the handler of this reply has ended by a failure or its timeout. Check message.signal.`,
    );
  }

  /** What is no reply is for the platform to refuse: nothing would be tried again. */
  #refuseClosed({ speaker }: Post): void {
    if (!this.#dialogClosed || speaker === undefined) return;
    throw new DialogClosedError(
      `Dialog ${this.dialogId} is closed, so nothing more can be said in it. Check conversation.state before a reply.`,
    );
  }

  /** Rejects as soon as the post may no longer go. */
  async #sleep(post: Post, wait: number): Promise<void> {
    const until = this.wires.now() + wait;
    for (let rest = wait; rest > 0; rest = until - this.wires.now()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#timer = setTimeout(resolve, rest);
      });
      this.#refuseLate(post);
      if (this.#dialogClosed) return;
    }
  }
}
