import { Conversation } from '../conversation/conversation.js';
import type { ConversationRecord } from '../conversation/record.js';
import type { RosterEvent } from '../conversation/roster.js';
import { Delivery } from '../delivery/delivery.js';
import { Gate } from '../delivery/gate.js';
import { History } from '../delivery/history.js';
import type { DeliveryEvent, DialogRef, RequestOptions, Surroundings } from '../delivery/surroundings.js';
import type { Turn } from '../delivery/turn.js';
import { StoppedError } from '../errors/connection.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import { SteadyStore } from '../memory/steady-store.js';
import type { Logger } from '../ports/logger.js';
import type { Platform } from '../ports/platform.js';
import type { ClockReading, OutgoingRequest } from '../ports/transport.js';
import { type AgentIdentity, agentIdentity } from '../protocol/agent-id.js';
import type { NotificationFrame } from '../protocol/frame.js';
import type { MessageEvent } from '../protocol/message-event.js';
import { readMessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentNotification, AgentRequest } from '../protocol/names.js';
import type { Secrets } from '../redaction/secrets.js';
import type { Clock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import type { Duties } from '../session/duties.js';
import type { LoginGate } from '../session/login-gate.js';
import type { Signs } from '../session/parts.js';
import { Session } from '../session/session.js';
import { Attendance } from './attendance.js';
import type { ResolvedBotOptions } from './bot-options.js';
import type { Dispatcher } from './dispatcher.js';
import type { BotEvent } from './events.js';
import { recordDelivery } from './event-log.js';
import {
  setAgentState,
  type SendRequest,
  subscribeConversations,
  subscribeRoutingTasks,
  subscriptionIdOf,
} from './restoration.js';
import { RingDesk } from './ring-desk.js';
import { Snapshots } from './snapshots.js';
import { Tally } from './tally.js';
import { Voices } from './voices.js';

export interface RuntimeParts {
  readonly platform: Platform;
  readonly options: ResolvedBotOptions;
  readonly dispatcher: Dispatcher;
  readonly gate: LoginGate;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: Secrets;
  readonly tell: (event: BotEvent) => void;
}

/** One life of a bot: wires session, attendance, rings, delivery and the author's handlers to each other. */
export class Runtime implements Duties, Surroundings, Signs {
  readonly session: Session;
  readonly delivery: Delivery;
  readonly attendance: Attendance;
  readonly tally = new Tally();
  readonly voices: Voices;
  /** Handlers that were still running when the time to drain was over. */
  unfinished = 0;
  readonly #parts: RuntimeParts;
  readonly #rings: RingDesk;
  readonly #history: History;
  readonly #memory: SteadyStore;
  readonly #snapshots = new Snapshots();
  #self: AgentIdentity | undefined;
  #subscription = '';
  #clock: (ClockReading & { readonly at: number }) | undefined;

  constructor(parts: RuntimeParts) {
    const { platform, options, dispatcher, log } = parts;
    this.#parts = parts;
    const request = (type: string, body: unknown, metadata?: readonly Metadata[]) =>
      this.#ask(type, body, metadata === undefined ? {} : { metadata });
    this.delivery = new Delivery(this, options.delivery);
    this.#history = new History(this, new Gate(options.delivery.historyConcurrency), options.delivery.historyPage);
    this.#memory = new SteadyStore({
      store: options.store,
      options: options.memory,
      log,
      oddity: (kind) => this.oddity(kind),
      clock: parts.clock,
    });
    this.voices = new Voices({
      delivery: () => this.delivery,
      history: () => this.#history,
      request,
      memory: this.#memory,
    });
    this.attendance = new Attendance({
      self: () => this.self(),
      delivery: this.delivery,
      changed: (event) => this.#changed(event),
    });
    this.#rings = new RingDesk({ accept: options.accept, request, ask: (ring) => dispatcher.ring(ring), log });
    this.session = new Session({
      accountId: platform.accountId,
      appId: platform.appId,
      authenticator: platform.authenticator,
      transport: platform.transport,
      options: options.session,
      drainTimeout: options.drainTimeout,
      duties: this,
      gate: parts.gate,
      bucket: parts.bucket,
      clock: parts.clock,
      random: options.random,
      signs: this,
      tell: parts.tell,
    });
  }

  /** The conversation as `bot.conversations` shows it. */
  conversation(record: ConversationRecord): Conversation {
    return new Conversation(record, this.voices.free);
  }

  /** The last answered clock request. */
  get clockReading(): (ClockReading & { readonly at: number }) | undefined {
    return this.#clock;
  }

  // What the session asks for.

  async restore(send: SendRequest, self: AgentIdentity): Promise<{ missed: number }> {
    const { options, platform } = this.#parts;
    this.#self = self;
    const known = this.attendance.dialogs;
    // Subscriptions first: an agent who is ONLINE before it listens could miss a ring. All at once, so that the stage
    // takes one deadline and not three.
    const [subscription] = await Promise.all([
      send(subscribeConversations(options.watch, self)),
      send(subscribeRoutingTasks(platform.accountId, self)),
      send(setAgentState(options.agentState, self)),
    ]);
    return this.#catchUp(subscription, known);
  }

  notified({ type, body, metadata }: NotificationFrame): void {
    switch (type) {
      case AgentNotification.message:
        return this.#received(readMessageEvent(body, metadata));
      case AgentNotification.conversationChange:
        return this.#conversationsChanged(body);
      case AgentNotification.routingTask:
        return this.#rings.notified(body);
      case AgentNotification.agentState:
      case AgentNotification.ringUpdated:
        return undefined;
      default:
        return this.oddity('unknown-notification');
    }
  }

  async reconcile(): Promise<void> {
    const { options } = this.#parts;
    const before = this.#subscription;
    const known = this.attendance.dialogs;
    const { type, body } = subscribeConversations(options.watch, this.self());
    const { missed } = await this.#catchUp(await this.#ask(type, body), known);
    if (before !== '') await this.#ask(AgentRequest.unsubscribeConversations, { subscriptionId: before });
    if (missed > 0)
      this.#parts.log.warn({ missed }, 'reconciliation found messages that the subscription had not told');
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.#rings.close();
    const overrun = (): void => void (this.unfinished = this.delivery.depths.running);
    signal.addEventListener('abort', overrun, { once: true });
    await this.delivery.drain(signal);
    signal.removeEventListener('abort', overrun);
    await this.#memory.settle();
  }

  async sayAway(self: AgentIdentity): Promise<void> {
    const { type, body } = setAgentState('AWAY', self);
    await this.#ask(type, body);
  }

  // What delivery asks for.

  self(): AgentIdentity {
    return this.#self ?? agentIdentity(this.#parts.platform.accountId, '');
  }

  request(type: string, body: unknown, { metadata, timeout, early = false }: RequestOptions = {}): Promise<unknown> {
    const request: OutgoingRequest = {
      type,
      body,
      ...(metadata === undefined || metadata.length === 0 ? {} : { metadata }),
      ...(timeout === undefined ? {} : { timeout }),
    };
    return early ? this.session.requestEarly(request) : this.session.request(request);
  }

  async handle(turn: Turn): Promise<void> {
    if (turn.event === undefined) return;
    await this.#parts.dispatcher.message(turn, turn.event, this.#during(turn));
  }

  async join(turn: Turn): Promise<void> {
    await this.#parts.dispatcher.conversation(this.#during(turn));
  }

  async failed(turn: Turn, error: HoldfastError): Promise<void> {
    await this.#parts.dispatcher.failed(turn, error, this.#during(turn));
  }

  observe(event: MessageEvent): void {
    const record = this.attendance.roster.get(event.conversationId ?? event.dialogId);
    if (record !== undefined) this.#parts.dispatcher.observed(event, this.conversation(record));
  }

  pause(): void {
    this.session.pause();
  }

  resume(): void {
    this.session.resume();
  }

  report(event: DeliveryEvent): void {
    this.tally.add(event.type);
    if (event.type === 'gap' || event.type === 'deadLettered' || event.type === 'looped') this.#parts.tell(event);
    else recordDelivery(this.#parts.log, event);
  }

  now(): number {
    return this.#parts.clock.now();
  }

  // What the session notices by the way.

  clocked(reading: ClockReading): void {
    this.#clock = { ...reading, at: this.now() };
  }

  oddity(kind: string): void {
    this.tally.add(kind);
  }

  setback(activity: string, error: unknown): void {
    this.tally.add(`setback-${activity}`);
    this.#parts.log.warn({ activity, error }, 'an activity of the session failed and will be tried again');
  }

  secrets(values: readonly string[]): void {
    this.#parts.secrets.add(...values);
  }

  /** A request that delivery does not know of: its answer needs the socket to be read all the same. */
  async #ask(type: string, body: unknown, options: RequestOptions = {}): Promise<unknown> {
    this.delivery.requestStarted();
    try {
      return await this.request(type, body, options);
    } finally {
      this.delivery.requestEnded();
    }
  }

  #received(event: MessageEvent | undefined): void {
    if (event === undefined) this.oddity('unreadable-message');
    else this.delivery.accept(event);
  }

  /** Compares what a fresh subscription shows with what is known, and fetches the difference. */
  async #catchUp(answer: unknown, known: readonly DialogRef[]): Promise<{ missed: number }> {
    this.#subscription = subscriptionIdOf(answer) ?? '';
    const snapshot = await this.#snapshots.of(this.#subscription);
    if (snapshot === undefined) this.oddity('snapshot-missing');
    else this.attendance.retain(snapshot);
    const [again, fresh] = await Promise.all([
      this.delivery.resync(known.filter((dialog) => this.attendance.serves(dialog))),
      this.attendance.joined(),
    ]);
    return { missed: again.missed + fresh.missed };
  }

  #conversationsChanged(body: unknown): void {
    const named = this.attendance.notified(body);
    this.#snapshots.seen(subscriptionIdOf(body) ?? '', named);
  }

  #changed(event: RosterEvent): void {
    if (event.type === 'closed') this.#memory.ended(event.record.snapshot.id);
    this.#parts.dispatcher.changed(event, this.conversation(event.record));
  }

  /** The conversation as a handler gets it. One that has ended meanwhile has no handler any more. */
  #during(turn: Turn): Conversation {
    const record = this.attendance.roster.get(turn.conversationId);
    if (record === undefined) throw new StoppedError('The conversation ended before its handler could run.');
    return new Conversation(record, this.voices.during(turn));
  }
}
