import type { Conversation } from '../conversation/conversation.js';
import type { Message } from '../conversation/message.js';
import type { Participant } from '../conversation/participant.js';
import type { Ring } from '../conversation/ring.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { BotEvents } from './events.js';

/** Somebody else came into a conversation of this bot, or went. */
export interface ParticipantChange {
  readonly change: 'joined' | 'left';
  readonly participant: Participant;
  readonly conversation: Conversation;
}

/** What a consumer's device tells; the platform may add to it. */
export type ConsumerState =
  'COMPOSING' | 'ACTIVE' | 'INACTIVE' | 'GONE' | 'PAUSE' | 'BACKGROUND' | (string & Record<never, never>);

/** The consumer began to type, stopped, came back or went away. Nothing repeats one that was missed. */
export interface ConsumerStateChange {
  readonly state: ConsumerState;
  readonly conversation: Conversation;
}

/** The last attempt of a handler has failed. */
export interface HandlerFailure {
  readonly error: HoldfastError;
  readonly attempts: number;
  /** What is sent through it is said once, beside whatever the failed attempts have said. */
  readonly conversation: Conversation;
  /** Absent when an `@OnConversation` handler failed. */
  readonly message?: Message;
}

/** What each kind of handler is given. */
export interface HandlerInputs {
  readonly message: Message;
  readonly conversation: Conversation;
  readonly ring: Ring;
  readonly close: Conversation;
  readonly participant: ParticipantChange;
  readonly consumerState: ConsumerStateChange;
  readonly session: BotEvents[keyof BotEvents];
  readonly handlerError: HandlerFailure;
}

export type HandlerKind = keyof HandlerInputs;
