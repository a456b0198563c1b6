/** The platform says no: a socket answers it with `code` and the message as its body, a REST route as its status. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Texts that the platform is known to use. Source: messaging.md §4. */
export const conversationIsClosed = () => new Refusal(400, 'Bad Request, Conversation is close');
export const agentNotInConversation = () => new Refusal(400, 'agent does not exist in conversation');
