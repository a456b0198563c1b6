import type { AgentIdentity } from '../protocol/agent-id.js';
import type { ConversationChange } from '../protocol/conversation-change.js';
import { ConversationRecord } from './record.js';

/** What a change meant for this bot. */
export type RosterEvent =
  | { readonly type: 'joined' | 'updated'; readonly record: ConversationRecord }
  /** No longer this bot's: closed, transferred away, or left. */
  | { readonly type: 'left' | 'closed'; readonly record: ConversationRecord };

/** The conversations this bot takes part in, kept by the notifications of one subscription. */
export class Roster {
  readonly #records = new Map<string, ConversationRecord>();

  constructor(private readonly self: () => AgentIdentity) {}

  get size(): number {
    return this.#records.size;
  }

  get(conversationId: string): ConversationRecord | undefined {
    return this.#records.get(conversationId);
  }

  values(): IterableIterator<ConversationRecord> {
    return this.#records.values();
  }

  /** Applies one change. Late ones, and conversations of others, give `undefined`. */
  apply({ type, conversation }: ConversationChange): RosterEvent | undefined {
    const known = this.#records.get(conversation.id);
    const record = known ?? new ConversationRecord(conversation, this.self());
    if (known !== undefined && !known.update(conversation)) return undefined;
    const ours = type === 'UPSERT' && conversation.stage === 'OPEN' && record.myRole !== undefined;
    if (ours) {
      this.#records.set(conversation.id, record);
      return { type: known === undefined ? 'joined' : 'updated', record };
    }
    if (known === undefined) return undefined;
    this.#records.delete(conversation.id);
    return { type: conversation.stage === 'CLOSE' || conversation.state === 'CLOSE' ? 'closed' : 'left', record };
  }

  /** Conversations that a full snapshot does not show any more are gone; gives them back. */
  retain(conversationIds: ReadonlySet<string>): readonly ConversationRecord[] {
    const gone = [...this.#records.values()].filter(({ snapshot }) => !conversationIds.has(snapshot.id));
    for (const { snapshot } of gone) this.#records.delete(snapshot.id);
    return gone;
  }
}
