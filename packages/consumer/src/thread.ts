import type { ConversationSnapshot, JsonObject, MessageEvent } from '@holdfast/core/protocol';
import { concat, of, type Observable, Subject } from 'rxjs';
import { type ConsumerMessage, consumerMessage } from './consumer-message.js';
import { Feed, unlessRefused } from './feed.js';
import { Hearing } from './hearing.js';
import { Outgoing } from './outgoing.js';
import type { Request } from './request.js';

export interface ThreadParts {
  readonly id: string;
  /** Waits for the session to be live. */
  readonly request: Request;
  /** Sends on the present socket also while it is being restored. */
  readonly requestEarly: Request;
  /** Asks the platform how all conversations stand, until it has said so. */
  readonly look: () => Promise<void>;
  readonly heard: (message: ConsumerMessage) => void;
  readonly oddity: (kind: string) => void;
}

/** So many events are kept; the oldest go first. */
const MOST_KEPT = 10_000;

/** One conversation of a consumer: what the platform tells of it, and what he says in it. */
export class Thread {
  readonly hearing = new Hearing();
  readonly parts: ThreadParts;
  readonly #feeds = new Map<string, Feed>();
  /** Dialogs that were read to their end after they were closed. */
  readonly #complete = new Set<string>();
  readonly #outgoing: Outgoing;
  readonly #changed = new Subject<void>();
  readonly #events: MessageEvent[] = [];
  #snapshot: ConversationSnapshot | undefined;
  #inView = true;

  constructor(parts: ThreadParts) {
    this.parts = parts;
    this.#outgoing = new Outgoing({
      conversationId: parts.id,
      request: parts.request,
      feed: () => this.#feed(this.dialogId),
      events: () => this.#events,
    });
  }

  get snapshot(): ConversationSnapshot | undefined {
    return this.#snapshot;
  }

  get events(): readonly MessageEvent[] {
    return this.#events;
  }

  get isOpen(): boolean {
    return this.#inView && this.#snapshot?.stage !== 'CLOSE';
  }

  /** The dialog that is open, or was last. The main one has the id of the conversation. */
  get dialogId(): string {
    const dialogs = this.#snapshot?.dialogs ?? [];
    return (dialogs.find(({ state }) => state === 'OPEN') ?? dialogs.at(-1))?.id ?? this.parts.id;
  }

  /** Emits at once, and whenever the conversation may have changed; errors when nothing more will come. */
  get changes$(): Observable<void> {
    return concat(of(undefined), this.#changed);
  }

  /** Resolves once all that was said has arrived, or was refused. */
  get settled(): Promise<unknown> {
    return this.#outgoing.settled;
  }

  publish(event: JsonObject, metadata?: readonly JsonObject[]): Promise<number | undefined> {
    return this.#outgoing.publish(event, metadata);
  }

  isOpenDialog(dialogId: string): boolean {
    return this.isOpen && this.#stateOf(dialogId) !== 'CLOSE';
  }

  /** An event has come. */
  accept(event: MessageEvent): void {
    this.#feed(event.dialogId).accept(event);
  }

  /** The platform tells how the conversation stands. Late news is left out. */
  update(snapshot: ConversationSnapshot): void {
    const { metaDataLastUpdateTs: last = -Infinity } = this.#snapshot ?? {};
    if ((snapshot.metaDataLastUpdateTs ?? Infinity) < last) return;
    this.#snapshot = snapshot;
    this.#inView = true;
    for (const { id, state } of snapshot.dialogs) if (state === 'OPEN') this.follow(id);
    this.#changed.next();
  }

  /** The platform shows it no longer: it was closed a while ago. */
  vanish(): void {
    this.#inView = false;
    this.#changed.next();
  }

  /** Subscribes to a dialog, if that was not done. */
  follow(dialogId: string): void {
    if (!this.#feeds.has(dialogId)) void this.#feed(dialogId).fill();
  }

  /** On a fresh socket, or to be sure: gives how many events were missed. What was closed before is complete. */
  async catchUp(request: Request): Promise<number> {
    const due = [...this.#feeds.values()].filter(({ dialogId }) => !this.#complete.has(dialogId));
    const caughtUp = due.map(async (feed) => {
      const closed = this.#stateOf(feed.dialogId) === 'CLOSE';
      const missed = await feed.catchUp(request).catch(unlessRefused);
      if (closed) this.#complete.add(feed.dialogId);
      return missed;
    });
    return (await Promise.all(caughtUp)).reduce((sum, missed) => sum + missed, 0);
  }

  /** Nothing more will come. */
  end(reason: Error): void {
    this.hearing.end(reason);
    this.#changed.error(reason);
  }

  #stateOf(dialogId: string): string | undefined {
    return this.#snapshot?.dialogs.find(({ id }) => id === dialogId)?.state;
  }

  #feed(dialogId: string): Feed {
    const known = this.#feeds.get(dialogId);
    if (known !== undefined) return known;
    const { id: conversationId, requestEarly: request, oddity } = this.parts;
    const feed = new Feed({ conversationId, dialogId, request, deliver: (event) => this.#deliver(event), oddity });
    this.#feeds.set(dialogId, feed);
    return feed;
  }

  #deliver(event: MessageEvent): void {
    this.#events.push(event);
    if (this.#events.length > MOST_KEPT) this.#events.shift();
    const message = consumerMessage(event);
    if (message === undefined) return;
    if (event.role !== 'CONSUMER') this.hearing.add(message);
    this.parts.heard(message);
  }
}
