import { type AgentIdentity, isAgent } from '../protocol/agent-id.js';
import type { ConversationSnapshot, DialogSnapshot } from '../protocol/conversation-change.js';
import type { Role } from '../protocol/message-event.js';
import type { Delay } from './delay.js';
import type { Dialog } from './dialog.js';
import type { Participant } from './participant.js';

/** What is known of one conversation: the newest snapshot, read on demand. Every view of the conversation shares it. */
export class ConversationRecord {
  #snapshot: ConversationSnapshot;
  #closing = false;

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

  /** As it was described at another moment. */
  at(snapshot: ConversationSnapshot): ConversationRecord {
    return new ConversationRecord(snapshot, this.self);
  }

  /** Over, or about to be: the platform has agreed to close it, and may not have told of it yet. */
  get isOver(): boolean {
    return this.#closing || this.#snapshot.stage === 'CLOSE';
  }

  /** Whether a dialog can hear nothing any more. */
  isDialogClosed(dialogId: string): boolean {
    const dialog = this.#snapshot.dialogs.find(({ id }) => id === dialogId);
    return (
      dialog?.state === 'CLOSE' || this.#snapshot.stage === 'CLOSE' || (!dialog && this.#snapshot.state === 'CLOSE')
    );
  }

  noteClosing(): void {
    this.#closing = true;
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

  /** Where messages go unless an author says otherwise: the main dialog, or the one that followed it and is this bot's. */
  get currentDialogId(): string {
    const { mainDialogId, myDialogs } = this;
    return myDialogs.includes(mainDialogId) ? mainDialogId : (myDialogs[0] ?? mainDialogId);
  }

  /** The MAIN dialog's id equals the conversation's (messaging.md §0). */
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
    return this.#snapshot.dialogs.map(dialogOf);
  }

  /** Whoever is responsible for the answer. */
  get assigned(): Participant | undefined {
    return this.participants.find(({ role, state }) => role === 'ASSIGNED_AGENT' && state === 'ACTIVE');
  }

  /** Whom the conversation is offered to by name. Some descriptions name such an agent in the dialog alone. */
  get suggested(): Participant | undefined {
    const offered = this.#snapshot.dialogs
      .filter(({ state }) => state === 'OPEN')
      .flatMap(({ participants }) => participants)
      .find(({ state }) => state === 'SUGGESTED');
    return offered === undefined ? undefined : (this.participants.find(({ id }) => id === offered.id) ?? offered);
  }

  get delay(): Delay | undefined {
    const { delay } = this.#snapshot;
    if (delay === undefined) return undefined;
    return { type: delay.type, ...(delay.until === undefined ? {} : { until: new Date(delay.until) }) };
  }

  /** This bot's role, once it takes part; an offer that is not accepted yet is no part. */
  get myRole(): Role | undefined {
    const mine = this.participants.find(
      ({ id, pid, state }) => state === 'ACTIVE' && (this.#isMe(id) || this.#isMe(pid)),
    );
    return mine?.role ?? this.#roleInDialogs;
  }

  /** Whoever takes part in one dialog alone, such as a survey, need not be among the conversation's participants. */
  get #roleInDialogs(): Role | undefined {
    return this.#snapshot.dialogs
      .filter(({ state }) => state === 'OPEN')
      .flatMap(({ participants }) => participants)
      .find(({ id, state }) => state === 'ACTIVE' && this.#isMe(id))?.role;
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

const dialogOf = (dialog: DialogSnapshot): Dialog => {
  const { id, type, state, participants, creationTs, endTs, channelType, closedBy, closedCause, metaData } = dialog;
  return {
    id,
    type,
    state,
    participants,
    ...(channelType === undefined ? {} : { channelType }),
    ...(creationTs === undefined ? {} : { openedAt: new Date(creationTs) }),
    ...(endTs === undefined ? {} : { closedAt: new Date(endTs) }),
    ...(closedBy === undefined ? {} : { closedBy }),
    ...(closedCause === undefined ? {} : { closedCause }),
    ...(metaData === undefined ? {} : { metaData }),
  };
};
