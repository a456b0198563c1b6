import type { AgentIdentity } from '../protocol/agent-id.js';
import type { ConversationChange } from '../protocol/conversation-change.js';
import type { Participant } from './participant.js';
import { ConversationRecord } from './record.js';

/** What a change meant for this bot. */
export interface RosterEvent {
  /** `left`: transferred away, or this bot went. `closed`: over for everybody. */
  readonly type: 'joined' | 'updated' | 'left' | 'closed';
  readonly record: ConversationRecord;
  /** Who came and who went since the change before; empty at a join. */
  readonly arrived: readonly Participant[];
  readonly departed: readonly Participant[];
}

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
    const before = record.participants;
    if (known !== undefined && !known.update(conversation)) return undefined;
    const moves = { arrived: without(record.participants, before), departed: without(before, record.participants) };
    const ours = type === 'UPSERT' && conversation.stage === 'OPEN' && record.myRole !== undefined;
    if (ours) {
      this.#records.set(conversation.id, record);
      return { type: known === undefined ? 'joined' : 'updated', record, ...moves };
    }
    if (known === undefined) return undefined;
    this.#records.delete(conversation.id);
    const over = conversation.stage === 'CLOSE' || conversation.state === 'CLOSE';
    return { type: over ? 'closed' : 'left', record, ...moves };
  }

  /** Conversations that a full snapshot does not show any more are gone; gives them back. */
  retain(conversationIds: ReadonlySet<string>): readonly ConversationRecord[] {
    const gone = [...this.#records.values()].filter(({ snapshot }) => !conversationIds.has(snapshot.id));
    for (const { snapshot } of gone) this.#records.delete(snapshot.id);
    return gone;
  }
}

/** Those of the first list whose id and role are not in the second. */
const without = (some: readonly Participant[], others: readonly Participant[]): readonly Participant[] =>
  some.filter(({ id, role }) => !others.some((other) => other.id === id && other.role === role));
