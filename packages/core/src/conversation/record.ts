import { type AgentIdentity, isAgent } from '../protocol/agent-id.js';
import type { ConversationSnapshot, DialogSnapshot } from '../protocol/conversation-change.js';
import type { Role } from '../protocol/message-event.js';
import type { Dialog } from './dialog.js';
import type { Participant } from './participant.js';

/** What is known of one conversation: the newest snapshot, read on demand. Every view of the conversation shares it. */
export class ConversationRecord {
  #snapshot: ConversationSnapshot;

  constructor(
    snapshot: ConversationSnapshot,
    private readonly self: AgentIdentity,
  ) {
    this.#snapshot = snapshot;
  }

  get snapshot(): ConversationSnapshot {
    return this.#snapshot;
  }

  /** Takes a snapshot unless it is older than the present one. Says whether it did. */
  update(snapshot: ConversationSnapshot): boolean {
    const { metaDataLastUpdateTs: known = 0 } = this.#snapshot;
    if ((snapshot.metaDataLastUpdateTs ?? known) < known) return false;
    this.#snapshot = snapshot;
    return true;
  }

  /** The first open dialog of a type. Notifications of old dialogs lack participants, but the main one is always there. */
  openDialog(type = 'MAIN'): DialogSnapshot | undefined {
    return this.#snapshot.dialogs.find((dialog) => dialog.type === type && dialog.state === 'OPEN');
  }

  /** Where messages go unless an author says otherwise. The MAIN dialog's id equals the conversation's (messaging.md §0). */
  get mainDialogId(): string {
    return this.#snapshot.dialogs.find(({ type }) => type === 'MAIN')?.id ?? this.#snapshot.id;
  }

  get participants(): readonly Participant[] {
    const suggested = new Set(
      this.#snapshot.dialogs.flatMap((dialog) =>
        dialog.participants.filter(({ state }) => state === 'SUGGESTED').map(({ id }) => id),
      ),
    );
    return this.#snapshot.participants.map(({ id, pid, role }) => ({
      id,
      ...(pid === undefined ? {} : { pid }),
      role,
      state: suggested.has(id) || (pid !== undefined && suggested.has(pid)) ? 'SUGGESTED' : 'ACTIVE',
    }));
  }

  get dialogs(): readonly Dialog[] {
    return this.#snapshot.dialogs.map(({ id, type, state, participants, closedBy, closedCause }) => ({
      id,
      type,
      state,
      participants,
      ...(closedBy === undefined ? {} : { closedBy }),
      ...(closedCause === undefined ? {} : { closedCause }),
    }));
  }

  /** This bot's role, once it takes part; an offer that is not accepted yet is no part. */
  get myRole(): Role | undefined {
    return this.participants.find(({ id, pid, state }) => state === 'ACTIVE' && (this.#isMe(id) || this.#isMe(pid)))
      ?.role;
  }

  #isMe(id: string | undefined): boolean {
    return isAgent(this.self, id);
  }

  /** This bot's id in the form that request bodies want. */
  get selfId(): string {
    return this.self.oldId;
  }
}
