import type { Change, ChangeName } from '../conversation/changes.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Message } from '../conversation/message.js';
import type { Participant } from '../conversation/participant.js';
import type { Ring } from '../conversation/ring.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Metadata } from '../protocol/metadata.js';
import type { BotEvents } from './events.js';

/** Somebody else came into a conversation of this bot, or went. */
export interface ParticipantChange {
  readonly change: 'joined' | 'left';
  readonly participant: Participant;
  readonly conversation: Conversation;
}

/** Something about a conversation is another now. `from` and `to` are absent where there was or is nothing. */
export type ConversationChanged<K extends ChangeName = ChangeName> = Extract<Change, { readonly change: K }> & {
  readonly conversation: Conversation;
};

/** What somebody else told of messages: that they were delivered, read, tapped … */
export interface Receipt {
  /** `ACCEPT` (delivered), `READ` (shown), `ACCESS`, `NACK`, `ACTION` (tapped), `ENRICH` (annotated), or another. */
  readonly status: string;
  /** Of the messages that it is about, in the dialog `dialogId`. */
  readonly sequences: readonly number[];
  readonly dialogId: string;
  readonly from: Participant;
  /** Of what was tapped, with `ACTION`. */
  readonly metadata: readonly Metadata[];
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
  readonly watch: Conversation;
  readonly change: ConversationChanged;
  readonly receipt: Receipt;
  readonly ring: Ring;
  readonly close: Conversation;
  readonly participant: ParticipantChange;
  readonly consumerState: ConsumerStateChange;
  readonly session: BotEvents[keyof BotEvents];
  readonly handlerError: HandlerFailure;
}

export type HandlerKind = keyof HandlerInputs;
