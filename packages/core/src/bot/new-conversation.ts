import { ConfigurationError } from '../errors/configuration.js';
import { UnexpectedAnswerError } from '../errors/platform.js';
import { field, type JsonObject, readText } from '../protocol/read.js';
import type { TtrName } from '../conversation/update-field.js';

/** A conversation that the brand's side begins, with a consumer who has talked to it before. */
export interface NewConversation {
  /** The platform's id of the consumer, as `conversation.consumer.id`. */
  readonly consumerId: string;
  /** The id of the skill that gets it. @default none: whoever is free */
  readonly skill?: string;
  readonly ttr?: TtrName;
  /** The conversation that this one takes up again. */
  readonly after?: string;
  /** Instead of the context that `after` makes. */
  readonly context?: JsonObject;
}

/** Source: messaging.md §5.7. */
export function newConversationBody({ consumerId, skill, ttr, after, context }: NewConversation): JsonObject {
  if (typeof consumerId !== 'string' || consumerId === '') {
    throw new ConfigurationError('consumerId', 'A new conversation needs the id of the consumer it is with.');
  }
  const origin = after === undefined ? {} : { originConversationId: after };
  return {
    channelType: 'MESSAGING',
    consumerId,
    skillId: skill ?? '-1',
    ttrDefName: ttr ?? null,
    conversationContext: context ?? { type: 'ProactiveContext', ...origin },
  };
}

export function newConversationId(answer: unknown): string {
  const id = readText(field(answer, 'conversationId'), 256);
  if (id !== undefined) return id;
  throw new UnexpectedAnswerError('The platform began a conversation without saying which. Look at bot.watched.');
}
