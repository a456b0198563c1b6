import type { Message } from '../conversation/message.js';
import { handlerFailure } from './handler-failure.js';
import type { MessageHandler } from './handlers.js';

/** A handler and what it is to be run with. */
export interface MessageMatch {
  readonly handler: MessageHandler;
  /** Holds the match, if a regular expression made it. */
  readonly message: Message;
}

/**
 * The first handler that takes a message; `undefined` if none does.
 *
 * @param skillId the skill to compare criteria with.
 * @throws HandlerFailedError if an author's predicate throws or a pattern takes too long. The message is not offered
 *   to the handlers behind it: with a filter that did not answer, nobody knows whose it is.
 */
export function matchMessage(
  handlers: readonly MessageHandler[],
  message: Message,
  skillId: string | undefined = message.conversation.skillId,
): MessageMatch | undefined {
  for (const handler of handlers) {
    const answer = answerOf(handler, message, skillId);
    if (answer !== false) return { handler, message: answer === true ? message : message.matching(answer) };
  }
  return undefined;
}

function answerOf(
  handler: MessageHandler,
  message: Message,
  skillId: string | undefined,
): ReturnType<MessageHandler['test']> {
  try {
    return handler.test(message, skillId);
  } catch (thrown) {
    throw handlerFailure(handler, thrown);
  }
}
