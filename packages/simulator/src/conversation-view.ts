import type { JsonObject, OpenState, Role } from '@holdfast/core/protocol';
import type { Conversation } from './model/conversation.js';
import type { Dialog } from './model/dialog.js';

export interface ConversationView {
  readonly id: string;
  readonly state: OpenState;
  readonly stage: OpenState;
  readonly skillId: string;
  readonly consumerId: string;
  readonly closeReason: string | undefined;
  readonly ttr: { readonly ttrType: string; readonly value: number };
  readonly note: string;
  readonly topic: string;
  readonly participants: readonly ParticipantView[];
  readonly dialogs: readonly DialogView[];
}

export interface ParticipantView {
  readonly id: string;
  readonly pid: string;
  readonly role: Role;
  readonly state: 'ACTIVE' | 'SUGGESTED';
}

export interface DialogView {
  readonly id: string;
  readonly type: string;
  readonly state: OpenState;
  /** Everything that took a sequence, in order. */
  readonly events: readonly EventView[];
}

export interface EventView {
  readonly sequence: number;
  readonly from: string;
  readonly role: Role;
  readonly at: number;
  readonly event: JsonObject;
  readonly metadata: readonly JsonObject[];
  readonly audience: 'ALL' | 'AGENTS_AND_MANAGERS';
}

/** A conversation as tests look at it: a copy, which later events do not change. */
export function conversationView(conversation: Conversation): ConversationView {
  const { id, state, stage, skillId, closeReason, ttr, note, topic = '', consumer } = conversation;
  return {
    id,
    state,
    stage,
    skillId,
    consumerId: consumer.id,
    closeReason,
    ttr,
    note,
    topic,
    participants: conversation.participants.map(({ party, role, state }) => ({
      id: party.id,
      pid: party.pid,
      role,
      state,
    })),
    dialogs: conversation.dialogs.map(dialogView),
  };
}

const dialogView = ({ id, settings, state, events }: Dialog): DialogView => ({
  id,
  type: settings.type,
  state,
  events: events.map(({ originator, role, serverTimestamp, event, metadata = [], audience }, sequence) => ({
    sequence,
    from: originator.id,
    role,
    at: serverTimestamp,
    event,
    metadata,
    audience,
  })),
});
