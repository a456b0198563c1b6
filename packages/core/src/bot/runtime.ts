import { Conversation } from '../conversation/conversation.js';
import type { ConversationRecord } from '../conversation/record.js';
import type { RosterEvent } from '../conversation/roster.js';
import type { Voice } from '../conversation/voice.js';
import { Delivery } from '../delivery/delivery.js';
import { Gate } from '../delivery/gate.js';
import { History } from '../delivery/history.js';
import type { RequestOptions } from '../delivery/surroundings.js';
import { StoppedError } from '../errors/connection.js';
import { SteadyStore } from '../memory/steady-store.js';
import type { Grant } from '../ports/authenticator.js';
import type { Logger } from '../ports/logger.js';
import type { Platform } from '../ports/platform.js';
import type { Store } from '../ports/store.js';
import { type AgentIdentity, agentIdentity, isAgent } from '../protocol/agent-id.js';
import { readAgentStates } from '../protocol/agent-state.js';
import type { Domains } from '../protocol/domains.js';
import type { NotificationFrame } from '../protocol/frame.js';
import { type MessageEvent, readMessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentNotification } from '../protocol/names.js';
import type { Secrets } from '../redaction/secrets.js';
import type { Clock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import type { CatchUp, Duties } from '../session/duties.js';
import type { LoginGate } from '../session/login-gate.js';
import { restTerms } from '../session/parts.js';
import { Session } from '../session/session.js';
import { agentSide } from './agent-side.js';
import { Attendance } from './attendance.js';
import type { AgentState, ResolvedBotOptions } from './bot-options.js';
import type { Dispatcher } from './dispatcher.js';
import type { BotEvent } from './events.js';
import { FileDesk } from './file-desk.js';
import { Handling } from './handling.js';
import { LoopWatch } from './loop-watch.js';
import { setAgentState, type SendRequest } from './restoration.js';
import { RingDesk } from './ring-desk.js';
import type { ServingLife } from './service-desk.js';
import { Signals } from './signals.js';
import { StoreFailureBook } from './store-failure-book.js';
import { Subscriptions } from './subscriptions.js';
import { Voices } from './voices.js';

export interface RuntimeParts {
  readonly platform: Platform;
  readonly options: ResolvedBotOptions;
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  readonly gate: LoginGate;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: Secrets;
  readonly tell: (event: BotEvent) => void;
  /** The platform has told something, known or not. */
  readonly heard: (notification: NotificationFrame) => void;
}

/** One life of a bot: wires session, attendance, rings, delivery and the author's handlers to each other. */
export class Runtime implements Duties, ServingLife {
  readonly session: Session;
  readonly delivery: Delivery;
  readonly attendance: Attendance;
  readonly signals: Signals;
  readonly voices: Voices;
  readonly watch: LoopWatch;
  /** Handlers that were still running when the time to drain was over. */
  unfinished = 0;
  readonly #parts: RuntimeParts;
  readonly #rings: RingDesk;
  readonly #handling: Handling;
  readonly #history: History;
  readonly #memory: SteadyStore;
  readonly #files: FileDesk;
  readonly #subscriptions: Subscriptions;
  readonly #over = new AbortController();
  #agentState: AgentState;
  #self: AgentIdentity | undefined;

  constructor(parts: RuntimeParts) {
    const { platform, options, dispatcher, log } = parts;
    this.#parts = parts;
    this.#agentState = options.agentState;
    this.signals = new Signals(parts);
    this.watch = new LoopWatch(parts.clock, (blocked) => parts.tell({ type: 'blocked', ...blocked }));
    const oddity = (kind: string): void => this.signals.oddity(kind);
    this.#memory = new SteadyStore({
      store: parts.store,
      options: options.memory,
      log,
      oddity,
      clock: parts.clock,
    });
    this.#handling = new Handling({
      ...parts,
      self: () => this.#identity,
      session: () => this.session,
      record: (conversationId) => this.attendance.record(conversationId),
      voices: () => this.voices,
      failures: new StoreFailureBook(this.#memory),
      signals: this.signals,
    });
    const request: Voice['request'] = (type, body, metadata) => this.ask(type, body, metadata);
    this.#files = new FileDesk({
      storage: platform.files,
      domains: () => this.session.state.domains,
      terms: restTerms(options.session),
    });
    this.delivery = new Delivery(this.#handling, options.delivery);
    this.#history = new History(
      this.#handling,
      new Gate(options.delivery.historyConcurrency),
      options.delivery.historyPage,
    );
    this.voices = new Voices({
      delivery: () => this.delivery,
      history: () => this.#history,
      request,
      memory: this.#memory,
      files: (signal) => this.#files.door(signal),
    });
    this.attendance = new Attendance({
      self: () => this.#identity,
      delivery: this.delivery,
      changed: (event) => this.#changed(event),
    });
    this.#subscriptions = new Subscriptions({
      accountId: platform.accountId,
      options,
      agentState: () => this.#agentState,
      attendance: this.attendance,
      delivery: this.delivery,
      ask: request,
      oddity,
      log,
    });
    this.#rings = new RingDesk({
      accept: options.accept,
      request,
      ask: (ring) => dispatcher.ring(ring),
      responsible: () => this.attendance.responsible,
      now: () => parts.clock.now(),
      log,
    });
    this.session = new Session({
      side: agentSide(platform),
      authenticator: platform.authenticator,
      transport: platform.transport,
      options: options.session,
      drainTimeout: options.drainTimeout,
      duties: this,
      gate: parts.gate,
      bucket: parts.bucket,
      clock: parts.clock,
      random: options.random,
      signs: this.signals,
      tell: parts.tell,
    });
  }

  /** The conversation as `bot.conversations` shows it. */
  conversation(record: ConversationRecord): Conversation {
    return new Conversation(record, this.voices.free);
  }

  /** Any request; waits while the session is not live. */
  ask(type: string, body: unknown, metadata?: readonly Metadata[]): Promise<unknown> {
    return this.#ask(type, body, metadata === undefined ? {} : { metadata });
  }

  /** For this life of the bot, also after a reconnect. */
  async setAgentState(state: AgentState): Promise<void> {
    this.#agentState = state;
    const { type, body } = setAgentState(state, this.#identity);
    await this.#ask(type, body);
  }

  start(): void {
    this.watch.start();
    this.session.start();
  }

  /** The session is over: nothing of it may go on. */
  end(): void {
    this.watch.stop();
    this.#over.abort(new StoppedError('The bot has stopped, so what it asked of a service was given up.'));
    this.#files.close();
  }

  // What the bot's services ask for.

  get ends(): AbortSignal {
    return this.#over.signal;
  }

  get domains(): Domains | undefined {
    return this.session.state.domains;
  }

  grant(refused?: Grant): Promise<Grant> {
    return this.session.grant(refused);
  }

  // What the session asks for.

  restore(send: SendRequest, { userId, userPid }: Grant): Promise<CatchUp> {
    this.#self = agentIdentity(this.#parts.platform.accountId, userId, userPid);
    return this.#subscriptions.restore(send, this.#self);
  }

  notified(notification: NotificationFrame): void {
    const { type, body, metadata } = notification;
    this.#parts.heard(notification);
    switch (type) {
      case AgentNotification.message:
        return this.#received(readMessageEvent(body, metadata));
      case AgentNotification.conversationChange:
        return this.#subscriptions.conversationsChanged(body);
      case AgentNotification.routingTask:
        return this.#rings.notified(body);
      case AgentNotification.agentState:
        return this.#agentStateChanged(body);
      case AgentNotification.ringUpdated:
        return undefined;
      default:
        return this.signals.oddity('unknown-notification');
    }
  }

  async reconcile(): Promise<void> {
    await this.#subscriptions.reconcile(this.#identity);
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.#rings.close();
    const overrun = (): void => void (this.unfinished = this.delivery.depths.running);
    signal.addEventListener('abort', overrun, { once: true });
    await this.delivery.drain(signal);
    signal.removeEventListener('abort', overrun);
    await this.#memory.settle();
  }

  async sayAway(): Promise<void> {
    const { type, body } = setAgentState('AWAY', this.#identity);
    await this.#ask(type, body);
  }

  get #identity(): AgentIdentity {
    return this.#self ?? agentIdentity(this.#parts.platform.accountId, '');
  }

  /** A request that delivery does not know of: its answer needs the socket to be read all the same. */
  async #ask(type: string, body: unknown, options: RequestOptions = {}): Promise<unknown> {
    this.delivery.requestStarted();
    try {
      return await this.#handling.request(type, body, options);
    } finally {
      this.delivery.requestEnded();
    }
  }

  #received(event: MessageEvent | undefined): void {
    if (event === undefined) this.signals.oddity('unreadable-message');
    else this.delivery.accept(event);
  }

  #agentStateChanged(body: unknown): void {
    for (const { agentId, availability, description } of readAgentStates(body)) {
      if (isAgent(this.#identity, agentId)) this.#parts.tell({ type: 'agentState', availability, description });
    }
  }

  #changed(event: RosterEvent): void {
    if (event.type === 'closed') this.#memory.ended(event.record.snapshot.id);
    this.#parts.dispatcher.changed(event, this.conversation(event.record));
  }
}
