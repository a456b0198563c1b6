import { changesBetween } from '../conversation/changes.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Message } from '../conversation/message.js';
import { originatorOf, type Participant } from '../conversation/participant.js';
import type { Ring } from '../conversation/ring.js';
import type { RosterEvent } from '../conversation/roster.js';
import type { Turn } from '../delivery/turn.js';
import type { Logger } from '../ports/logger.js';
import type { NotificationFrame } from '../protocol/frame.js';
import type { MessageEvent } from '../protocol/message-event.js';
import { type BotEvent, notificationOf } from './events.js';
import type { HandlerFailure } from './handler-inputs.js';
import type { Handler, Handlers, Listener } from './handlers.js';
import { matchMessage } from './match.js';

export interface DispatcherParts {
  readonly handlers: Handlers;
  readonly log: Logger;
  /** Something odd that changed nothing. */
  oddity(kind: string): void;
}

/**
 * Calls the author's methods. A message has one handler, the first that matches; other events have all that listen.
 * Failures of message and conversation handlers go back to delivery, which tries again; others are logged and harm
 * nobody.
 */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /** Throws at once if a filter fails. */
  message(message: Message, skillId: string | undefined): Promise<void> {
    const matched = matchMessage(this.parts.handlers.message, message, skillId);
    if (matched !== undefined) return matched.handler.run(matched.message);
    this.parts.oddity('unmatched-message');
    return Promise.resolve();
  }

  async conversation(conversation: Conversation): Promise<void> {
    for (const handler of this.parts.handlers.conversation) await handler.run(conversation);
  }

  async ring(ring: Ring): Promise<void> {
    await this.parts.handlers.ring.find((handler) => handler.wants(ring))?.run(ring);
  }

  /** The last attempt has failed: the author hears of it, or else the log does. */
  async failed(turn: Turn, failure: Omit<HandlerFailure, 'attempts'>): Promise<void> {
    const { handlerError } = this.parts.handlers;
    const { attempt: attempts } = turn;
    const { error } = failure;
    if (handlerError.length === 0) this.parts.log.error({ error, attempts, id: idOf(turn) }, 'a handler failed');
    for (const handler of handlerError) await handler.run({ ...failure, attempts });
  }

  /** A conversation changed, or came into view. Its end is the last thing told of it. */
  changed({ type, record, before, arrived, departed }: RosterEvent, conversation: Conversation): void {
    const { watch, change, close } = this.parts.handlers;
    if (before === undefined) this.#offer(watch, conversation);
    else if (change.length > 0) {
      for (const each of changesBetween(record.at(before), record)) this.#offer(change, { ...each, conversation });
    }
    this.#moved('joined', arrived, conversation);
    this.#moved('left', departed, conversation);
    if (type === 'left' || type === 'closed') this.#offer(close, conversation);
  }

  /** Typing, receipts, and what colleagues say. */
  observed(message: MessageEvent, conversation: Conversation): void {
    const { event, role, dialogId, metadata } = message;
    const { consumerState, receipt } = this.parts.handlers;
    if (event.type === 'ChatStateEvent' && role === 'CONSUMER') {
      this.#offer(consumerState, { state: event.chatState, conversation });
    }
    if (event.type === 'AcceptStatusEvent' && receipt.length > 0) {
      const { status, sequenceList: sequences } = event;
      this.#offer(receipt, { status, sequences, dialogId, from: originatorOf(message), metadata, conversation });
    }
  }

  /** Something happened to the session, or to a message nobody could handle. */
  told(event: BotEvent): void {
    for (const handler of this.parts.handlers.session) if (handler.event === event.type) this.#run(handler, event);
  }

  /** The platform has told something. */
  notified(frame: NotificationFrame): void {
    for (const handler of this.parts.handlers.session) {
      if (handler.event === 'notification') this.#run(handler, notificationOf(frame));
    }
  }

  #moved(change: 'joined' | 'left', participants: readonly Participant[], conversation: Conversation): void {
    for (const participant of participants) {
      this.#offer(this.parts.handlers.participant, { change, participant, conversation });
    }
  }

  #offer<Input>(listeners: readonly Listener<Input>[], input: Input): void {
    for (const listener of listeners) this.#run(listener, input, () => listener.wants(input));
  }

  #run<Input>(handler: Handler<Input>, input: Input, wanted: () => boolean = () => true): void {
    const run = async (): Promise<void> => (wanted() ? handler.run(input) : undefined);
    run().catch((error: unknown) => this.parts.log.error({ error }, 'a handler failed'));
  }
}

const idOf = ({ dialogId, event }: Turn): string => `${dialogId}:${event?.sequence ?? 'join'}`;
