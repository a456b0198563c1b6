import { LazyMap } from '../collections/lazy-map.js';
import type { ConversationRecord } from '../conversation/record.js';
import { Roster, type RosterEvent } from '../conversation/roster.js';
import type { Delivery } from '../delivery/delivery.js';
import type { DialogRef, JoinResult } from '../delivery/surroundings.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import { readConversationChanges } from '../protocol/conversation-change.js';

export interface AttendanceParts {
  self(): AgentIdentity;
  readonly delivery: Delivery;
  /** A conversation began, changed or ended for this bot. */
  changed(event: RosterEvent): void;
}

interface Ending {
  readonly record: ConversationRecord;
  readonly over: Promise<void>;
}

const NONE: ReadonlySet<string> = Object.freeze(new Set<string>());

/** Keeps delivery in step with the conversations this bot takes part in. */
export class Attendance {
  readonly roster: Roster;
  /** Dialogs that delivery serves, by conversation. */
  readonly #served = new LazyMap<string, readonly string[]>();

  /** Only while there are some: an emptied set keeps its room. */
  #joining: Set<Promise<JoinResult>> | undefined;
  /** Conversations with closed dialogs whose last messages are still to be handled. */
  readonly #ending = new LazyMap<string, Ending>();
  #missing: ReadonlySet<string> = NONE;

  constructor(private readonly parts: AttendanceParts) {
    this.roster = new Roster(parts);
  }

  /** Applies a conversation notification; gives the ids it named. */
  notified(body: unknown): ReadonlySet<string> {
    const named = new Set<string>();
    for (const { type, conversation } of readConversationChanges(body)) {
      if (type === 'UPSERT') named.add(conversation.id);
      const event = this.roster.apply({ type: this.#missing.has(conversation.id) ? 'DELETE' : type, conversation });
      if (event === undefined) continue;
      this.#serve(event.record, this.roster.get(event.record.snapshot.id)?.myDialogs ?? []);
      this.#tell(event);
    }
    return named;
  }

  /** A conversation that this bot takes part in, or whose last messages are still to be handled. */
  record(conversationId: string): ConversationRecord | undefined {
    return this.roster.get(conversationId) ?? this.#ending.get(conversationId)?.record;
  }

  /**
   * What a full snapshot does not name is out of view. Until `retain` settles it, whatever is told of it tells of its end.
   */
  missing(conversationIds: ReadonlySet<string>): readonly ConversationRecord[] {
    const missing = this.roster.missing(conversationIds);
    this.#missing = new Set(missing.map(({ snapshot }) => snapshot.id));
    return missing;
  }

  /** Everything that a full snapshot does not name has ended while nobody looked. */
  retain(conversationIds: ReadonlySet<string>): void {
    this.forgetMissing();
    for (const record of this.roster.retain(conversationIds)) {
      this.#serve(record, []);
      this.parts.changed({ type: 'left', record, before: record.snapshot, arrived: [], departed: [] });
    }
  }

  forgetMissing(): void {
    this.#missing = NONE;
  }

  serves({ conversationId, dialogId }: DialogRef): boolean {
    return this.#served.get(conversationId)?.includes(dialogId) ?? false;
  }

  /** Waits until the record of every dialog that is being joined was read; says what was waiting there. */
  async joined(): Promise<{ missed: number }> {
    const results = await Promise.all(this.#joining ?? new Set<Promise<JoinResult>>());
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
      dialogs.map((dialogId) => ({ conversationId, dialogId })),
    );
  }

  #serve(record: ConversationRecord, dialogIds: readonly string[]): void {
    const { snapshot } = record;
    const before = this.#served.get(snapshot.id) ?? [];
    for (const dialogId of before) if (!dialogIds.includes(dialogId)) this.#unserve(record, dialogId);
    if (dialogIds.length === 0) this.#served.delete(snapshot.id);
    else this.#served.set(snapshot.id, dialogIds);
    for (const dialogId of dialogIds) {
      if (!before.includes(dialogId)) this.#join({ conversationId: snapshot.id, dialogId });
    }
  }

  /** What a colleague has now is his to answer; what was said before a close has nobody else. */
  #unserve(record: ConversationRecord, dialogId: string): void {
    if (!record.isDialogClosed(dialogId)) return this.parts.delivery.leave(dialogId);
    const { id } = record.snapshot;
    const { read, over } = this.parts.delivery.finish(dialogId);
    const before = this.#ending.get(id)?.over;
    const ending: Ending = { record, over: Promise.all([before, over]).then(() => this.#forget(id, ending)) };
    this.#ending.set(id, ending);
    this.#expect(read);
  }

  #forget(conversationId: string, ending: Ending): void {
    if (this.#ending.get(conversationId) === ending) this.#ending.delete(conversationId);
  }

  /** The end of a conversation is the last thing told of it: after what was said before. */
  #tell(event: RosterEvent): void {
    const ending = event.type === 'closed' ? this.#ending.get(event.record.snapshot.id) : undefined;
    if (ending === undefined) this.parts.changed(event);
    else void ending.over.then(() => this.parts.changed(event));
  }

  #join(dialog: DialogRef): void {
    this.#expect(this.parts.delivery.join(dialog));
  }

  #expect(reading: Promise<JoinResult>): void {
    const joining = (this.#joining ??= new Set()).add(reading);
    void reading.then(() => {
      joining.delete(reading);
      if (joining.size === 0) this.#joining = undefined;
    });
  }
}
