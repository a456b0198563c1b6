import {
  ConsumerNotification,
  ConsumerRequest,
  type JsonObject,
  readConversationChanges,
  readList,
  readMessageEvent,
} from '@holdfast/core/protocol';
import type { Store } from '../chat/store.js';
import { publicName } from './public-name.js';
import type { ConnectionUser, StandingConnection } from './standing-connection.js';

export interface ConversationFeedParts {
  readonly accountId: string;
  /** What the consumer is called, also on the brand's side. */
  readonly firstName: string;
  readonly store: Store;
  readonly connection: StandingConnection;
}

/** Brings into the store what happens in the consumer's conversation. Source: messaging.md §11.3, §11.4. */
export class ConversationFeed implements ConnectionUser {
  private readonly heardOn = new Set<string>();
  private readonly named = new Set<string>();

  constructor(private readonly parts: ConversationFeedParts) {}

  async begin(): Promise<void> {
    const { connection, firstName } = this.parts;
    this.heardOn.clear();
    const both = ['OPEN', 'CLOSE'];
    await connection.request(ConsumerRequest.setUserProfile, { firstName });
    await connection.request(ConsumerRequest.subscribeConversations, { convState: both, stage: both });
  }

  receive(type: string, body: JsonObject): void {
    if (type === ConsumerNotification.conversationChange) this.change(body);
    if (type === ConsumerNotification.message) this.hear(body);
  }

  /** Listens to a dialog, from where its transcript ends. A second call for it changes nothing. */
  async listen(dialogId: string, conversationId: string): Promise<void> {
    const { store, connection } = this.parts;
    if (this.heardOn.has(dialogId)) return;
    this.heardOn.add(dialogId);
    const fromSeq = store.state.transcripts.get(dialogId)?.next ?? 0;
    try {
      await connection.request(ConsumerRequest.subscribeMessages, { dialogId, conversationId, fromSeq });
    } catch (error) {
      this.heardOn.delete(dialogId);
      throw error;
    }
  }

  private change(body: JsonObject): void {
    const { store } = this.parts;
    for (const change of readConversationChanges(body)) store.apply({ type: 'conversationChanged', change });
    const { conversation } = store.state;
    if (conversation === undefined) return;
    for (const { id } of conversation.dialogs) {
      // The next change tries again, and so does the next connection.
      void this.listen(id, conversation.id).catch(() => {});
    }
    for (const { id, pid, role } of conversation.participants) if (role !== 'CONSUMER') this.learnName(pid ?? id);
  }

  private hear(body: JsonObject): void {
    for (const change of readList(body['changes'])) {
      const message = readMessageEvent(change);
      if (message === undefined) continue;
      this.parts.store.apply({ type: 'heard', message });
      if (message.role !== 'CONSUMER') this.learnName(message.originatorPid);
    }
  }

  private learnName(id: string | undefined): void {
    const { accountId, store } = this.parts;
    if (id === undefined || this.named.has(id)) return;
    this.named.add(id);
    void publicName(accountId, id).then((name) => {
      if (name !== undefined) store.apply({ type: 'named', id, name });
    });
  }
}
