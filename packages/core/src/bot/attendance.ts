import type { ConversationRecord } from '../conversation/record.js';
import { Roster, type RosterEvent } from '../conversation/roster.js';
import type { Delivery } from '../delivery/delivery.js';
import type { DialogRef, JoinResult } from '../delivery/surroundings.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import { readConversationChanges } from '../protocol/conversation-change.js';

export interface AttendanceParts {
  readonly self: () => AgentIdentity;
  readonly delivery: Delivery;
  /** A conversation began, changed or ended for this bot. */
  readonly changed: (event: RosterEvent) => void;
}

/** Keeps delivery in step with the conversations this bot takes part in. */
export class Attendance {
  readonly roster: Roster;
  /** Dialogs that delivery serves, by conversation. */
  readonly #served = new Map<string, Set<string>>();

  readonly #joining = new Set<Promise<JoinResult>>();

  constructor(private readonly parts: AttendanceParts) {
    this.roster = new Roster(parts.self);
  }

  /** Applies a conversation notification; gives the ids it named. */
  notified(body: unknown): ReadonlySet<string> {
    const named = new Set<string>();
    for (const change of readConversationChanges(body)) {
      if (change.type === 'UPSERT') named.add(change.conversation.id);
      const event = this.roster.apply(change);
      if (event === undefined) continue;
      this.#serve(event.record, this.roster.get(event.record.snapshot.id)?.myDialogs ?? []);
      this.parts.changed(event);
    }
    return named;
  }

  /** Everything that a full snapshot does not name has ended while nobody looked. */
  retain(conversationIds: ReadonlySet<string>): void {
    for (const record of this.roster.retain(conversationIds)) {
      this.#serve(record, []);
      this.parts.changed({ type: 'left', record, before: record.snapshot, arrived: [], departed: [] });
    }
  }

  serves({ conversationId, dialogId }: DialogRef): boolean {
    return this.#served.get(conversationId)?.has(dialogId) ?? false;
  }

  /** Waits until the record of every dialog that is being joined was read; says what was waiting there. */
  async joined(): Promise<{ missed: number }> {
    const results = await Promise.all(this.#joining);
    return { missed: results.reduce((sum, { missed }) => sum + missed, 0) };
  }

  /** Ids of the conversations that this bot is to answer. */
  get responsible(): ReadonlySet<string> {
    const records = [...this.roster.values()].filter(({ myRole }) => myRole === 'ASSIGNED_AGENT');
    return new Set(records.map(({ snapshot }) => snapshot.id));
  }

  /** Every dialog that this bot takes part in. */
  get dialogs(): readonly DialogRef[] {
    return [...this.#served].flatMap(([conversationId, dialogs]) =>
      [...dialogs].map((dialogId) => ({ conversationId, dialogId })),
    );
  }

  #serve({ snapshot }: ConversationRecord, dialogIds: readonly string[]): void {
    const before = this.#served.get(snapshot.id) ?? new Set();
    const now = new Set(dialogIds);
    for (const dialogId of before) if (!now.has(dialogId)) this.parts.delivery.leave(dialogId);
    if (now.size === 0) this.#served.delete(snapshot.id);
    else this.#served.set(snapshot.id, now);
    for (const dialogId of now) {
      if (!before.has(dialogId)) this.#join({ conversationId: snapshot.id, dialogId });
    }
  }

  #join(dialog: DialogRef): void {
    const joining = this.parts.delivery.join(dialog);
    this.#joining.add(joining);
    void joining.then(() => this.#joining.delete(joining));
  }
}
