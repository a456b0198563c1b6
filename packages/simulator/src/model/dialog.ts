import { type JsonObject, type OpenState, readList, type Role } from '@holdfast/core/protocol';
import { Agent } from './agent.js';
import type { Participant, Party } from './party.js';

export type Audience = 'ALL' | 'AGENTS_AND_MANAGERS';

/** One event of a dialog, as it was accepted. */
export interface DialogEvent {
  readonly conversationId: string;
  readonly dialogId: string;
  /** Absent on typing, which takes no number and is not kept. */
  readonly sequence?: number;
  readonly originator: Party;
  readonly role: Role;
  readonly serverTimestamp: number;
  readonly event: JsonObject;
  readonly metadata?: readonly JsonObject[];
  readonly audience: Audience;
}

export interface DialogSettings {
  readonly id: string;
  readonly conversationId: string;
  readonly type: string;
  readonly creationTs: number;
  readonly metaData?: JsonObject;
}

export interface Draft {
  readonly event: JsonObject;
  readonly metadata?: readonly JsonObject[];
  readonly audience: Audience;
}

export interface Closing {
  readonly at: number;
  readonly by: 'AGENT' | 'CONSUMER';
  readonly cause?: string;
}

const CONTENT: readonly unknown[] = ['ContentEvent', 'RichContentEvent'];

/** One thread of a conversation. It alone hands out sequences: one counter, from 0. Source: messaging.md §8. */
export class Dialog {
  state: OpenState = 'OPEN';
  metaDataLastUpdateTs: number;
  closing: Closing | undefined;
  participants: readonly Participant[] = [];
  /** At index n the event with sequence n. */
  readonly events: DialogEvent[] = [];
  lastContent: DialogEvent | undefined;
  /** When the oldest consumer message came that no agent has answered. */
  waitingSince: number | undefined;
  private readonly unread = new Map<Party, Set<number>>();

  constructor(readonly settings: DialogSettings) {
    this.metaDataLastUpdateTs = settings.creationTs;
  }

  get id(): string {
    return this.settings.id;
  }

  /** The active participation of a party; one who is only suggested does not take part yet. */
  participation(party: Party): Participant | undefined {
    return this.participants.find((one) => one.party === party && one.state === 'ACTIVE');
  }

  get assigned(): Party | undefined {
    return this.participants.find((one) => one.role === 'ASSIGNED_AGENT' && one.state === 'ACTIVE')?.party;
  }

  /** Adds a participant, or changes the role or state of one who is there. */
  join(participant: Participant): void {
    this.leave(participant.party);
    this.participants = [...this.participants, participant];
    if (!this.unread.has(participant.party)) this.unread.set(participant.party, new Set());
    const { party, role, state } = participant;
    if (party instanceof Agent && role === 'ASSIGNED_AGENT' && state === 'ACTIVE') party.assigned.add(this.id);
  }

  leave(party: Party): void {
    this.participants = this.participants.filter((one) => one.party !== party);
    if (party instanceof Agent) party.assigned.delete(this.id);
  }

  close(closing: Closing): void {
    this.state = 'CLOSE';
    this.closing = closing;
    this.waitingSince = undefined;
    for (const { party } of this.participants) {
      if (party instanceof Agent) party.assigned.delete(this.id);
    }
  }

  /** Takes an event in. The caller has checked that its sender may publish here. */
  accept(sender: Participant, draft: Draft, now: number): DialogEvent {
    const numbered = draft.event['type'] !== 'ChatStateEvent';
    const event: DialogEvent = {
      conversationId: this.settings.conversationId,
      dialogId: this.id,
      originator: sender.party,
      role: sender.role,
      serverTimestamp: now,
      ...draft,
      ...(numbered ? { sequence: this.events.length } : {}),
    };
    if (numbered) this.events.push(event);
    if (isContent(event)) this.noteContent(event);
    if (event.event['type'] === 'AcceptStatusEvent') this.noteReceipt(event);
    return event;
  }

  unreadOf(party: Party): number {
    return this.unread.get(party)?.size ?? 0;
  }

  private noteContent(event: DialogEvent): void {
    this.lastContent = event;
    if (event.role === 'CONSUMER') this.waitingSince ??= event.serverTimestamp;
    else if (event.audience === 'ALL') this.waitingSince = undefined;
    for (const { party } of this.participants) {
      const reader = party !== event.originator && isVisibleTo(event, party);
      if (reader && event.sequence !== undefined) this.unread.get(party)?.add(event.sequence);
    }
  }

  private noteReceipt({ event, originator }: DialogEvent): void {
    if (event['status'] !== 'READ') return;
    for (const sequence of readList(event['sequenceList'])) this.unread.get(originator)?.delete(Number(sequence));
  }
}

export const isContent = ({ event }: DialogEvent): boolean => CONTENT.includes(event['type']);

/** Private messages are for the brand's side only. */
export const isVisibleTo = (event: DialogEvent, party: Party): boolean =>
  party.kind === 'agent' || event.audience === 'ALL';
