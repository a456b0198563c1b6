import { randomUUID } from 'node:crypto';
import { ConsumerNotification } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { Consumer } from '../model/consumer.js';
import { isVisibleTo } from '../model/dialog.js';
import type { DomainEvent } from '../model/domain-event.js';
import { Refusal } from '../refusal.js';
import { v3Conversation } from '../wire/v3-conversation.js';
import { v3Message } from '../wire/v3-message.js';
import { type ConversationFilter, matches } from './conversation-filter.js';
import { ConversationSubscription } from './conversation-subscription.js';
import type { FrameSocket } from './frame-socket.js';

/** Events that one notification holds when history is sent. */
const BATCH = 50;

/** What one consumer socket has subscribed to: conversations, and the messages of single dialogs. */
export class ConsumerSubscriptions {
  private readonly conversations = new Map<string, ConversationSubscription>();
  private readonly dialogs = new Set<string>();

  constructor(
    private readonly account: Account,
    private readonly consumer: Consumer,
    private readonly socket: FrameSocket,
  ) {}

  addConversations(filter: ConversationFilter): string {
    const id = randomUUID();
    const { consumer } = this;
    const subscription = new ConversationSubscription(
      (conversation) => conversation.consumer === consumer && matches(filter, conversation),
      (conversation) => v3Conversation(conversation, consumer),
    );
    this.conversations.set(id, subscription);
    return id;
  }

  /** @throws Refusal for an id that is not subscribed on this socket. */
  removeConversations(id: string): void {
    if (!this.conversations.delete(id)) throw new Refusal(400, 'Bad Request, subscription does not exist');
  }

  snapshot(id: string): void {
    const changes = this.conversations.get(id)?.snapshot(this.account.conversations.values()) ?? [];
    this.socket.notify(ConsumerNotification.conversationChange, { subscriptionId: id, changes });
  }

  /** @throws Refusal for a dialog that is not this consumer's. */
  addDialog(dialogId: string): void {
    if (this.account.dialog(dialogId).conversation.consumer !== this.consumer) {
      throw new Refusal(400, 'Bad Request, dialog does not exist');
    }
    this.dialogs.add(dialogId);
  }

  /** Sends what a dialog holds from this sequence on. */
  replay(dialogId: string, fromSeq: number): void {
    const events = this.account
      .dialog(dialogId)
      .dialog.events.slice(fromSeq)
      .filter((event) => isVisibleTo(event, this.consumer))
      .map(v3Message);
    for (let start = 0; start < events.length; start += BATCH) {
      this.socket.notify(ConsumerNotification.message, { changes: events.slice(start, start + BATCH) });
    }
  }

  tell(event: DomainEvent): void {
    if (event.type === 'conversationChanged') {
      for (const [subscriptionId, subscription] of this.conversations) {
        const changes = subscription.changesFor(event.conversation);
        if (changes.length === 0) continue;
        this.socket.notify(ConsumerNotification.conversationChange, { subscriptionId, changes });
      }
    }
    if (
      event.type === 'published' &&
      this.dialogs.has(event.event.dialogId) &&
      isVisibleTo(event.event, this.consumer)
    ) {
      this.socket.notify(ConsumerNotification.message, { changes: [v3Message(event.event)] });
    }
  }
}
