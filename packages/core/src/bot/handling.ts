import { Conversation } from '../conversation/conversation.js';
import { Message } from '../conversation/message.js';
import type { ConversationRecord } from '../conversation/record.js';
import type { FailureBook } from '../delivery/failure-book.js';
import type { DeliveryEvent, RequestOptions, Surroundings } from '../delivery/surroundings.js';
import type { Turn } from '../delivery/turn.js';
import { StoppedError } from '../errors/connection.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Logger } from '../ports/logger.js';
import type { AnswerListener, OutgoingRequest } from '../ports/transport.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import type { MessageEvent } from '../protocol/message-event.js';
import type { AlarmClock } from '../resilience/alarm-clock.js';
import type { Session } from '../session/session.js';
import type { Dispatcher } from './dispatcher.js';
import { recordDelivery } from './event-log.js';
import type { BotEvent } from './events.js';
import type { Signals } from './signals.js';
import { TurnFacts } from './turn-facts.js';
import type { Voices } from './voices.js';

/** The parts of the bot around delivery. Those that need delivery themselves are asked for when they are needed. */
export interface HandlingParts {
  self(): AgentIdentity;
  now(): number;
  readonly alarms: AlarmClock;
  readonly session: Session;
  /** A conversation that handlers may still be called for. */
  record(conversationId: string): ConversationRecord | undefined;
  readonly voices: Voices;
  readonly dispatcher: Dispatcher;
  readonly failures: FailureBook;
  readonly signals: Signals;
  readonly log: Logger;
  tell(event: BotEvent): void;
}

/** What delivery meets of the bot around it: the author's handlers on one side, the session on the other. */
export class Handling implements Surroundings {
  constructor(private readonly parts: HandlingParts) {}

  get failures(): FailureBook {
    return this.parts.failures;
  }

  get alarms(): AlarmClock {
    return this.parts.alarms;
  }

  self(): AgentIdentity {
    return this.parts.self();
  }

  now(): number {
    return this.parts.now();
  }

  request(type: string, body: unknown, { metadata, timeout, early = false }: RequestOptions = {}): Promise<unknown> {
    const request: Mutable<OutgoingRequest> = { type, body };
    if (metadata !== undefined && metadata.length > 0) request.metadata = metadata;
    if (timeout !== undefined) request.timeout = timeout;
    const { session } = this.parts;
    return early ? session.requestEarly(request) : session.request(request);
  }

  ask(request: OutgoingRequest, listener: AnswerListener): void {
    this.parts.session.ask(request, listener);
  }

  pause(): void {
    this.parts.session.pause();
  }

  resume(): void {
    this.parts.session.resume();
  }

  /** Throws at once, too: delivery calls it within its own `try`. */
  handle(turn: Turn): Promise<void> {
    if (turn.event === undefined) return Promise.resolve();
    const record = this.#recordOf(turn);
    return this.parts.dispatcher.message(this.#messageOf(turn, turn.event, record), record.snapshot.skillId);
  }

  async join(turn: Turn): Promise<void> {
    await this.parts.dispatcher.conversation(this.#during(turn));
  }

  async failed(turn: Turn, error: HoldfastError): Promise<void> {
    const { dispatcher } = this.parts;
    const { event } = turn;
    if (event === undefined) return dispatcher.failed(turn, { error, conversation: this.#during(turn) });
    const message = this.#messageOf(turn, event, this.#recordOf(turn));
    await dispatcher.failed(turn, { error, conversation: message.conversation, message });
  }

  observe(event: MessageEvent): void {
    const record = this.parts.record(event.conversationId ?? event.dialogId);
    if (record === undefined) return;
    this.parts.dispatcher.observed(event, new Conversation(record, this.parts.voices.free));
  }

  report(event: DeliveryEvent): void {
    const { log, signals } = this.parts;
    signals.oddity(event.type);
    if (event.type === 'gap' || event.type === 'deadLettered' || event.type === 'looped') this.parts.tell(event);
    else recordDelivery(log, event);
  }

  /** The message as a handler gets it. */
  #messageOf(turn: Turn, event: MessageEvent, record: ConversationRecord): Message {
    return new Message(new TurnFacts(turn, event, record, this.parts.voices));
  }

  /** The conversation as a handler gets it. */
  #during(turn: Turn): Conversation {
    return new Conversation(this.#recordOf(turn), this.parts.voices.during(turn));
  }

  /** A conversation that has ended meanwhile has no handler any more. */
  #recordOf({ conversationId }: Turn): ConversationRecord {
    const record = this.parts.record(conversationId);
    if (record === undefined) throw new StoppedError('The conversation ended before its handler could run.');
    return record;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
