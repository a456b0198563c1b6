import type { JsonObject } from '@holdfast/core/protocol';
import type { Conversation } from '../model/conversation.js';

/** One subscription to conversations: it remembers what it has shown, so that it can say when something is gone. */
export class ConversationSubscription {
  private readonly shown = new Set<Conversation>();

  /**
   * @param matches whether a conversation belongs to it, as things are now.
   * @param render the conversation as this client sees it.
   */
  constructor(
    private readonly matches: (conversation: Conversation) => boolean,
    private readonly render: (conversation: Conversation) => JsonObject,
  ) {}

  /** Everything that matches now. */
  snapshot(conversations: Iterable<Conversation>): readonly JsonObject[] {
    return [...conversations].flatMap((conversation) => this.changesFor(conversation));
  }

  /** What a change of this conversation means here: an UPSERT, a DELETE if it no longer matches, or nothing. */
  changesFor(conversation: Conversation): readonly JsonObject[] {
    if (this.matches(conversation)) {
      this.shown.add(conversation);
      return [{ type: 'UPSERT', result: this.render(conversation) }];
    }
    if (!this.shown.delete(conversation)) return [];
    return [{ type: 'DELETE', result: this.render(conversation) }];
  }
}
