import {
  type CatchUp,
  type Duties,
  type Grant,
  type OutgoingRequest,
  type Session,
  type Signals,
  Snapshots,
  StoppedError,
} from '@holdfast/core/internal';
import {
  ConsumerNotification,
  ConsumerRequest,
  type ConversationSnapshot,
  field,
  type JsonObject,
  type NotificationFrame,
  readConversationChanges,
  readList,
  readMessageEvent,
  readText,
} from '@holdfast/core/protocol';
import { ConsumerConversation } from './consumer-conversation.js';
import type { ConsumerMessage } from './consumer-message.js';
import { type ConversationStart, startBody, startedId } from './conversation-start.js';
import { unlessRefused } from './feed.js';
import { isLost, patiently, type Request, shortly } from './request.js';
import { Thread } from './thread.js';

export interface VisitParts {
  readonly accountId: string;
  readonly signals: Signals;
  readonly session: (duties: Duties) => Session;
  readonly heard: (conversation: ConsumerConversation, message: ConsumerMessage) => void;
}

interface Known {
  readonly thread: Thread;
  readonly conversation: ConsumerConversation;
}

/** Open ones, and those that were closed a short while ago. */
const ALL: JsonObject = { minLastUpdatedTime: 0, convState: ['OPEN', 'CLOSE'], stage: ['OPEN', 'CLOSE'] };

/** One life of a consumer: what he restores on a fresh socket, and what he hears there. */
export class Visit implements Duties {
  readonly session: Session;
  readonly #parts: VisitParts;
  readonly #known = new Map<string, Known>();
  #snapshots = new Snapshots();
  #subscription = '';
  #looking: Promise<void> | undefined;
  #self = '';

  constructor(parts: VisitParts) {
    this.#parts = parts;
    this.session = parts.session(this);
  }

  /** The consumer's id at the platform; empty before the first socket. */
  get self(): string {
    return this.#self;
  }

  get conversations(): readonly ConsumerConversation[] {
    return [...this.#known.values()].map(({ conversation }) => conversation);
  }

  /** Waits for the session to be live. */
  readonly request: Request = (type, body, metadata) => this.session.request(outgoing(type, body, metadata));

  readonly #early: Request = (type, body, metadata) => this.session.requestEarly(outgoing(type, body, metadata));

  /** Begins a conversation, once: when the answer is lost, what the platform shows then decides. */
  async open(start: ConversationStart): Promise<ConsumerConversation> {
    const before = new Set(this.#known.keys());
    for (;;) {
      try {
        const answer = await this.request(ConsumerRequest.requestConversation, startBody(this.#parts.accountId, start));
        return this.#know(startedId(answer)).conversation;
      } catch (error) {
        if (!isLost(error)) throw error;
        if (error.sent === 'no') await shortly();
        else {
          await this.look();
          const begun = this.conversations.find(({ id, isOpen }) => isOpen && !before.has(id));
          if (begun !== undefined) return begun;
        }
      }
    }
  }

  /** Asks how all conversations stand, until the platform has said so. Whoever asks meanwhile shares the answer. */
  look(): Promise<void> {
    this.#looking ??= patiently(() => this.reconcile()).finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** The session is over. */
  end(reason: Error = new StoppedError('The consumer has stopped, so nothing more will be heard.')): void {
    for (const { thread } of this.#known.values()) thread.end(reason);
  }

  // What the session asks for.

  async restore(send: (request: OutgoingRequest) => Promise<unknown>, { userId }: Grant): Promise<CatchUp> {
    const request: Request = (type, body) => send(outgoing(type, body));
    const known = [...this.#known.values()];
    const isFirst = this.#self === '';
    this.#self = userId;
    this.#snapshots = new Snapshots();
    await this.#subscribe(request);
    const fresh = [...this.#known.values()].filter((one) => !known.includes(one));
    return async () => {
      const missed = await Promise.all(known.map(({ thread }) => thread.catchUp(request)));
      await Promise.all(fresh.map(({ thread }) => thread.catchUp(request)));
      // What was said before this consumer came here is not waited for.
      if (isFirst) for (const { thread } of fresh) thread.hearing.skip();
      return { missed: missed.reduce((sum, count) => sum + count, 0) };
    };
  }

  notified({ type, body }: NotificationFrame): void {
    if (type === ConsumerNotification.conversationChange) return this.#conversationsChanged(body);
    if (type === ConsumerNotification.message) return this.#received(body);
    this.#parts.signals.oddity('unknown-notification');
  }

  /** A second subscription shows what the first has kept to itself, and takes its place. */
  async reconcile(): Promise<void> {
    const before = this.#subscription;
    const { epoch } = this.session.state;
    await this.#subscribe(this.request);
    for (const { thread } of this.#known.values()) await thread.catchUp(this.request);
    // A subscription ends with its socket.
    if (before === '' || this.session.state.epoch !== epoch) return;
    await this.request(ConsumerRequest.unsubscribeConversations, { subscriptionId: before }).catch(unlessRefused);
  }

  async drain(signal: AbortSignal): Promise<void> {
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([ended, Promise.all([...this.#known.values()].map(({ thread }) => thread.settled))]);
  }

  async sayAway(): Promise<void> {
    // The platform tells the brand's side by itself that a consumer's socket has closed.
  }

  async #subscribe(request: Request): Promise<void> {
    this.#subscription = '';
    const subscription = subscriptionIdOf(await request(ConsumerRequest.subscribeConversations, ALL));
    this.#subscription = subscription;
    const snapshot = await this.#snapshots.of(subscription);
    if (snapshot === undefined) this.#parts.signals.oddity('snapshot-missing');
  }

  #conversationsChanged(body: JsonObject): void {
    const changes = readConversationChanges(body);
    for (const { type, conversation } of changes) {
      if (type === 'DELETE') this.#forget(conversation.id);
      else if (this.#concerns(conversation)) this.#know(conversation.id).thread.update(conversation);
    }
    this.#snapshots.seen(subscriptionIdOf(body), new Set(changes.map(({ conversation }) => conversation.id)));
  }

  #forget(id: string): void {
    this.#known.get(id)?.thread.vanish();
    this.#known.delete(id);
  }

  /** What was closed before this consumer came is history. */
  #concerns({ id, stage }: ConversationSnapshot): boolean {
    return stage === 'OPEN' || this.#known.has(id);
  }

  #received(body: JsonObject): void {
    for (const change of readList(body['changes'])) {
      const event = readMessageEvent(change);
      const known = event && (this.#known.get(event.conversationId ?? '') ?? this.#withDialog(event.dialogId));
      if (event === undefined) this.#parts.signals.oddity('unreadable-message');
      else if (known === undefined) this.#parts.signals.oddity('stray-message');
      else known.thread.accept(event);
    }
  }

  /** Where a change names only its dialog. */
  #withDialog(dialogId: string): Known | undefined {
    return [...this.#known.values()].find(
      ({ thread }) => thread.parts.id === dialogId || thread.snapshot?.dialogs.some(({ id }) => id === dialogId),
    );
  }

  #know(id: string): Known {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const thread: Thread = new Thread({
      id,
      request: this.request,
      requestEarly: this.#early,
      look: () => this.look(),
      heard: (message) => this.#parts.heard(conversation, message),
      oddity: (kind) => this.#parts.signals.oddity(kind),
    });
    const conversation = new ConsumerConversation(thread);
    this.#known.set(id, { thread, conversation });
    thread.follow(id);
    return { thread, conversation };
  }
}

const outgoing = (type: string, body: JsonObject, metadata: readonly JsonObject[] = []): OutgoingRequest => ({
  type,
  body,
  ...(metadata.length === 0 ? {} : { metadata }),
});

const subscriptionIdOf = (body: unknown): string => readText(field(body, 'subscriptionId'), 64) ?? '';
