/**
 * Everything an end-to-end test needs of a consumer, in the order in which it is met.
 *
 * @module @holdfast/consumer
 */

// A consumer and its way to LivePerson.
export { Consumer, type ConsumerEvent, type ConsumerStartOptions, type ConsumerStopOptions } from './consumer.js';
export type { ConsumerOptions } from './consumer-options.js';
export { type ConsumerPlatform, window, type WindowOptions } from './window.js';
export type { AnonymousIdentity, CodeIdentity, Identity, VouchedIdentity } from './identity.js';

// What is said and heard.
export type { ConversationStart } from './conversation-start.js';
export type { CloseOptions, ConsumerConversation, SaysOptions, Within } from './consumer-conversation.js';
export type { ConsumerMessage } from './consumer-message.js';
export type { Expected } from './hearing.js';
export { NotHeardError } from './not-heard-error.js';
