import { Conversation } from '../conversation/conversation.js';
import type { ConversationRecord } from '../conversation/record.js';
import type { Ring } from '../conversation/ring.js';
import type { RosterEvent } from '../conversation/roster.js';
import type { FileDoor } from '../conversation/voice.js';
import { Delivery } from '../delivery/delivery.js';
import { Gate } from '../delivery/gate.js';
import { History } from '../delivery/history.js';
import type { RequestOptions } from '../delivery/surroundings.js';
import { StoppedError } from '../errors/connection.js';
import { SteadyStore } from '../memory/steady-store.js';
import type { Grant } from '../ports/authenticator.js';
import type { Call } from '../ports/call.js';
import type { FileStorage } from '../ports/file-storage.js';
import type { Logger } from '../ports/logger.js';
import type { Store } from '../ports/store.js';
import { type AgentIdentity, agentIdentity } from '../protocol/agent-id.js';
import type { Domains } from '../protocol/domains.js';
import type { NotificationFrame } from '../protocol/frame.js';
import type { Metadata } from '../protocol/metadata.js';
import type { Secrets } from '../redaction/secrets.js';
import { AlarmClock } from '../resilience/alarm-clock.js';
import type { CatchUp } from '../session/duties.js';
import { restTerms } from '../session/parts.js';
import { Session } from '../session/session.js';
import type { State } from '../session/state.js';
import type { AcceptPolicy } from './accept-policy.js';
import { Attendance, type AttendanceParts } from './attendance.js';
import type { AgentState, ResolvedBotOptions } from './bot-options.js';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import type { EventHub } from './event-hub.js';
import type { BotEvent } from './events.js';
import { FileDesk, type FileDeskParts } from './file-desk.js';
import type { HandlerInputs, HandlerKind } from './handler-inputs.js';
import type { Invoked } from './handler-failure.js';
import { type Around, type Callee, type Handlers, handlersOf } from './handlers.js';
import { Handling, type HandlingParts } from './handling.js';
import { type Blocked, LoopWatch } from './loop-watch.js';
import type { MiddlewareStack } from './middleware.js';
import { type Receivers, receive } from './reception.js';
import { setAgentState, type SendRequest } from './restoration.js';
import { RingDesk, type RingDeskParts } from './ring-desk.js';
import type { ServingLife } from './service-desk.js';
import { SessionDesk, type SessionDeskParts, type SessionOwner } from './session-desk.js';
import { Signals } from './signals.js';
import { StoreFailureBook } from './store-failure-book.js';
import { Subscriptions, type SubscriptionsParts } from './subscriptions.js';
import { type VoiceParts, Voices } from './voices.js';

export interface RuntimeParts extends SessionDeskParts {
  readonly bot: object;
  readonly store: Store;
  readonly middleware: MiddlewareStack;
  readonly hub: EventHub;
  readonly log: Logger;
  readonly secrets: Secrets;
  tell(event: BotEvent): void;
  /** Where the bot shows how its session stands. */
  stepped(state: State): void;
  /** This run has let go of everything. */
  over(runtime: Runtime): void;
}

/** It is the socket that holds the process open. */
const ALARMS = Object.freeze({ ref: false });

/**
 * One life of a bot: session, attendance, rings, delivery and the author's handlers, and what they tell and ask each other. Each
 * part knows this one object by the few methods that it needs, since a process may hold a thousand bots.
 */
export class Runtime
  implements
    Around,
    ServingLife,
    SessionOwner,
    AttendanceParts,
    DispatcherParts,
    FileDeskParts,
    HandlingParts,
    Receivers,
    RingDeskParts,
    SubscriptionsParts,
    VoiceParts
{
  readonly session: Session;
  /** For all that this bot does now and then. */
  readonly alarms: AlarmClock;
  readonly delivery: Delivery;
  readonly attendance: Attendance;
  readonly signals: Signals;
  readonly voices: Voices;
  readonly loop: LoopWatch;
  readonly dispatcher: Dispatcher;
  readonly handlers: Handlers;
  /** Handlers that were still running when the time to drain was over. */
  unfinished = 0;
  readonly #parts: RuntimeParts;
  readonly rings: RingDesk;
  readonly #handling: Handling;
  readonly subscriptions: Subscriptions;
  readonly #over = new AbortController();
  #history: History | undefined;
  #memory: SteadyStore | undefined;
  #failures: StoreFailureBook | undefined;
  #agentState: AgentState;
  #self: AgentIdentity | undefined;

  constructor(parts: RuntimeParts) {
    const { options, clock } = parts;
    this.#parts = parts;
    this.#agentState = options.agentState;
    this.signals = new Signals(parts);
    this.alarms = new AlarmClock(clock, ALARMS);
    this.loop = new LoopWatch(this.alarms, this);
    this.handlers = handlersOf(parts.bot, this);
    this.dispatcher = new Dispatcher(this);
    this.#handling = new Handling(this);
    this.delivery = new Delivery(this.#handling, options.delivery);
    this.voices = new Voices(this);
    this.attendance = new Attendance(this);
    this.subscriptions = new Subscriptions(this);
    this.rings = new RingDesk(this);
    this.session = new Session(new SessionDesk(this, parts));
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
    const { type, body } = setAgentState(state, this.self());
    await this.#ask(type, body);
  }

  start(): void {
    this.loop.start();
    this.session.start();
  }

  // What the session tells.

  stepped(state: State): void {
    this.#parts.stepped(state);
  }

  /** Nothing of it may go on. */
  over(): void {
    this.loop.stop();
    this.#over.abort(new StoppedError('The bot has stopped, so what it asked of a service was given up.'));
    this.#parts.over(this);
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
    return this.subscriptions.restore(send, this.#self);
  }

  notified(notification: NotificationFrame): void {
    receive(notification, this);
  }

  async reconcile(): Promise<void> {
    await this.subscriptions.reconcile(this.self());
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.rings.close();
    const overrun = (): void => void (this.unfinished = this.delivery.depths.running);
    signal.addEventListener('abort', overrun, { once: true });
    await this.delivery.drain(signal);
    signal.removeEventListener('abort', overrun);
    await this.#memory?.settle();
  }

  async sayAway(): Promise<void> {
    const { type, body } = setAgentState('AWAY', this.self());
    await this.#ask(type, body);
  }

  // What the parts of the bot ask for and tell.

  get accountId(): string {
    return this.#parts.platform.accountId;
  }

  get options(): ResolvedBotOptions {
    return this.#parts.options;
  }

  get accept(): AcceptPolicy {
    return this.#parts.options.accept;
  }

  get agentState(): AgentState {
    return this.#agentState;
  }

  get hub(): EventHub {
    return this.#parts.hub;
  }

  get log(): Logger {
    return this.#parts.log;
  }

  get storage(): FileStorage | undefined {
    return this.#parts.platform.files;
  }

  get terms(): Omit<Call, 'signal'> {
    return restTerms(this.#parts.options.session);
  }

  get responsible(): ReadonlySet<string> {
    return this.attendance.responsible;
  }

  /** Apart from delivery's own: what an author reads does not hold up what delivery reads. */
  get history(): History {
    const { historyConcurrency, historyPage } = this.#parts.options.delivery;
    return (this.#history ??= new History(this.#handling, new Gate(historyConcurrency), historyPage));
  }

  get memory(): SteadyStore {
    const { store, options, log, clock } = this.#parts;
    return (this.#memory ??= new SteadyStore({ store, options: options.memory, log, signs: this, clock }));
  }

  get failures(): StoreFailureBook {
    return (this.#failures ??= new StoreFailureBook(this.memory));
  }

  now(): number {
    return this.#parts.clock.now();
  }

  self(): AgentIdentity {
    return this.#self ?? agentIdentity(this.#parts.platform.accountId, '');
  }

  record(conversationId: string): ConversationRecord | undefined {
    return this.attendance.record(conversationId);
  }

  offer(ring: Ring): Promise<void> {
    return this.dispatcher.ring(ring);
  }

  files(signal?: AbortSignal): FileDoor {
    return new FileDesk(this).door(signal);
  }

  oddity(kind: string): void {
    this.signals.oddity(kind);
  }

  tell(event: BotEvent): void {
    this.#parts.tell(event);
    this.dispatcher.told(event);
  }

  blocked(blocked: Blocked): void {
    this.tell({ type: 'blocked', ...blocked });
  }

  run<K extends HandlerKind>(kind: K, handler: Callee<HandlerInputs[K]>, input: HandlerInputs[K]): Promise<void> {
    return this.#parts.middleware.run(kind, handler, input);
  }

  watch<Input>(handler: Invoked<Input>, input: Input): Promise<void> {
    return this.loop.run(handler, input);
  }

  changed(event: RosterEvent): void {
    if (event.type === 'closed') this.memory.ended(event.record.snapshot.id);
    this.dispatcher.changed(event, this.conversation(event.record));
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
}
