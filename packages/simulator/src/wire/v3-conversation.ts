import type { JsonObject } from '@holdfast/core/protocol';
import type { Conversation } from '../model/conversation.js';
import type { Participant, Party } from '../model/party.js';
import { conversationDetails, dialogDetails } from './conversation-details.js';
import { v3Message } from './v3-message.js';
import { isVisibleTo } from '../model/dialog.js';

/** A conversation as its consumer sees it: one list of participants, by PID. Source: messaging.md §11.4. */
export function v3Conversation(conversation: Conversation, viewer: Party): JsonObject {
  const { lastContent } = conversation;
  const { note: _, ...details } = conversationDetails(conversation);
  return {
    convId: conversation.id,
    effectiveTTR: conversation.effectiveTtr,
    conversationDetails: {
      ...details,
      participants: named(conversation.participants),
      dialogs: conversation.dialogs.map((dialog) => ({
        ...dialogDetails(dialog),
        participantsDetails: named(dialog.participants),
      })),
    },
    ...(lastContent && isVisibleTo(lastContent, viewer)
      ? { lastContentEventNotification: v3Message(lastContent) }
      : {}),
  };
}

const named = (participants: readonly Participant[]): readonly JsonObject[] =>
  participants
    .filter(({ state }) => state === 'ACTIVE')
    .map(({ party, role, state }) => ({ id: party.pid, role, state }));
