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

  /**
   * The open messaging dialogs that this bot takes part in. Some notifications lack the dialogs, or a dialog's
   * participants (messaging.md §6.1): then being in the conversation counts as being in its main dialog.
   */
  get myDialogs(): readonly string[] {
    const { dialogs, id, state } = this.#snapshot;
    if (dialogs.length === 0) return state === 'OPEN' ? [id] : [];
    return dialogs.filter((dialog) => dialog.state === 'OPEN' && this.#isMine(dialog)).map((dialog) => dialog.id);
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

  #isMine({ participants, type, channelType = 'MESSAGING' }: DialogSnapshot): boolean {
    if (channelType !== 'MESSAGING') return false;
    if (participants.length === 0) return type === 'MAIN';
    return participants.some(({ id, state }) => state === 'ACTIVE' && this.#isMe(id));
  }

  #isMe(id: string | undefined): boolean {
    return isAgent(this.self, id);
  }

  /** This bot's id in the form that request bodies want. */
  get selfId(): string {
    return this.self.oldId;
  }
}
