import type { ChangeName } from '../conversation/changes.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Message } from '../conversation/message.js';
import type { Ring } from '../conversation/ring.js';
import type { BotEventName, BotEvents } from './events.js';
import { type HandlerDecorator, handlerDecorator } from './handler-decorator.js';
import type {
  ConsumerState,
  ConsumerStateChange,
  ConversationChanged,
  HandlerFailure,
  ParticipantChange,
  Receipt,
} from './handler-inputs.js';
import type { MessageFilter } from './message-filter.js';
import type { RingFilter } from './ring-filter.js';

/*
 * A decorator only records; `handlersOf` collects and checks when the bot starts. Handlers of a subclass come before
 * those of its parent, and within a class the source order counts. A subclass that overrides a decorated method keeps
 * its registration and runs the override; decorating the override replaces every registration of that method.
 */

/**
 * A message of the consumer. The first handler whose filter matches gets it, and no other.
 *
 * @param filter nothing for any message, a text (whole, whatever its case), a regular expression (its match is
 *   `message.match`), a predicate, or criteria that must all hold.
 */
export function OnMessage(filter?: MessageFilter): HandlerDecorator<Message>;
export function OnMessage(...given: readonly unknown[]): HandlerDecorator<Message> {
  return handlerDecorator({ decorator: 'OnMessage', on: 'message' }, given);
}

/**
 * A tap on a button or a quick reply, which arrives as a message of the consumer: `@OnMessage({ clicked: id })` in short.
 * It is asked in its turn like any other message handler, so it belongs before an `@OnMessage()` for the rest. A button
 * that only opens a page says nothing, and its tap is not heard.
 *
 * @param id the id given to the button; nothing for any that has one.
 */
export function OnClick(id?: string): HandlerDecorator<Message>;
export function OnClick(...given: readonly unknown[]): HandlerDecorator<Message> {
  const [id = true] = given;
  return handlerDecorator({ decorator: 'OnClick', on: 'message' }, given.length > 1 ? given : [{ clicked: id }]);
}

/** A conversation that this bot has joined. Runs before the handlers of its messages. */
export function OnConversation(): HandlerDecorator<Conversation>;
export function OnConversation(...given: readonly unknown[]): HandlerDecorator<Conversation> {
  return handlerDecorator({ decorator: 'OnConversation', on: 'conversation' }, given);
}

/** The offer of a conversation. The first handler whose filter matches decides; the option `accept` decides the rest. */
export function OnRing(filter?: RingFilter): HandlerDecorator<Ring>;
export function OnRing(...given: readonly unknown[]): HandlerDecorator<Ring> {
  return handlerDecorator({ decorator: 'OnRing', on: 'ring' }, given);
}

/**
 * A conversation has come into view of a bot that watches more than its own (see the option `watch`), whether it takes part
 * or not. It may look, and join. Once for each conversation, and again for those in view after a restart.
 */
export function OnWatch(): HandlerDecorator<Conversation>;
export function OnWatch(...given: readonly unknown[]): HandlerDecorator<Conversation> {
  return handlerDecorator({ decorator: 'OnWatch', on: 'watch' }, given);
}

/** Something about a conversation in view has changed: anything, or just what is named. Late news is left out. */
export function OnChange(): HandlerDecorator<ConversationChanged>;
export function OnChange<K extends ChangeName>(change: K): HandlerDecorator<ConversationChanged<K>>;
export function OnChange(...given: readonly unknown[]): HandlerDecorator<ConversationChanged<never>> {
  return handlerDecorator({ decorator: 'OnChange', on: 'change' }, given);
}

/** Somebody else tells what became of messages: any receipt, or just those of one status, such as `READ`. */
export function OnReceipt(status?: string): HandlerDecorator<Receipt>;
export function OnReceipt(...given: readonly unknown[]): HandlerDecorator<Receipt> {
  return handlerDecorator({ decorator: 'OnReceipt', on: 'receipt' }, given);
}

/**
 * A conversation that has ended for this bot: `closed` for everybody, or `left`, because it was transferred away or this
 * bot went. Nothing can be sent there any more.
 */
export function OnClose(how?: 'closed' | 'left'): HandlerDecorator<Conversation>;
export function OnClose(...given: readonly unknown[]): HandlerDecorator<Conversation> {
  return handlerDecorator({ decorator: 'OnClose', on: 'close' }, given);
}

/** Somebody else came into a conversation, or went; or just one of the two. */
export function OnParticipant(change?: 'joined' | 'left'): HandlerDecorator<ParticipantChange>;
export function OnParticipant(...given: readonly unknown[]): HandlerDecorator<ParticipantChange> {
  return handlerDecorator({ decorator: 'OnParticipant', on: 'participant' }, given);
}

/** The consumer types, stops, comes or goes; any state, or just the one named. */
export function OnConsumerState(state?: ConsumerState): HandlerDecorator<ConsumerStateChange>;
export function OnConsumerState(...given: readonly unknown[]): HandlerDecorator<ConsumerStateChange> {
  return handlerDecorator({ decorator: 'OnConsumerState', on: 'consumerState' }, given);
}

/** An event in the life of the session, with the same data as `bot.on(event, …)`. */
export function OnSession<K extends BotEventName>(event: K): HandlerDecorator<BotEvents[K]>;
export function OnSession<K extends BotEventName>(...given: readonly unknown[]): HandlerDecorator<BotEvents[K]> {
  return handlerDecorator({ decorator: 'OnSession', on: 'session' }, given);
}

/** A message or a join whose last attempt has failed. */
export function OnHandlerError(): HandlerDecorator<HandlerFailure>;
export function OnHandlerError(...given: readonly unknown[]): HandlerDecorator<HandlerFailure> {
  return handlerDecorator({ decorator: 'OnHandlerError', on: 'handlerError' }, given);
}
