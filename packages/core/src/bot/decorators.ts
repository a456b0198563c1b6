import type { Conversation } from '../conversation/conversation.js';
import type { Message } from '../conversation/message.js';
import type { Ring } from '../conversation/ring.js';
import type { BotEventName, BotEvents } from './events.js';
import { type HandlerDecorator, handlerDecorator } from './handler-decorator.js';
import type { ConsumerState, ConsumerStateChange, HandlerFailure, ParticipantChange } from './handler-inputs.js';
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

/** A conversation that has ended for this bot. Nothing can be sent there any more. */
export function OnClose(): HandlerDecorator<Conversation>;
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
