import type { JsonObject } from '@holdfast/core/protocol';
import type { Conversation } from '../model/conversation.js';
import type { Dialog } from '../model/dialog.js';
import type { Participant } from '../model/party.js';
import { conversationDetails, dialogDetails } from './conversation-details.js';
import { v2Message } from './v2-message.js';

/** 2.1 tells of participants who are only suggested; 2 does not. Source: messaging.md §2. */
export type AgentWireVersion = '2' | '2.1';

/** A conversation as the agent side sees it: maps of role → ids, in both id forms. Source: messaging.md §6.1. */
export function v2Conversation(conversation: Conversation, version: AgentWireVersion): JsonObject {
  const active = conversation.participants.filter(({ state }) => state === 'ACTIVE');
  const { lastContent } = conversation;
  return {
    convId: conversation.id,
    effectiveTTR: conversation.effectiveTtr,
    conversationDetails: {
      ...conversationDetails(conversation),
      participants: byRole(active, 'id'),
      participantsPId: byRole(active, 'pid'),
      dialogs: conversation.dialogs.map((dialog) => ({
        ...dialogDetails(dialog),
        participantsDetails: participantsDetails(dialog, version),
      })),
    },
    ...(lastContent === undefined ? {} : { lastContentEventNotification: v2Message(lastContent) }),
    numberOfunreadMessages: Object.fromEntries(
      active.map(({ party }) => [
        party.id,
        conversation.dialogs.reduce((sum, dialog) => sum + dialog.unreadOf(party), 0),
      ]),
    ),
    lastUpdateTime: conversation.lastUpdateTime,
  };
}

function byRole(participants: readonly Participant[], form: 'id' | 'pid'): JsonObject {
  const roles: Record<string, string[]> = { CONSUMER: [], ASSIGNED_AGENT: [], MANAGER: [], READER: [] };
  for (const { role, party } of participants) (roles[role] ??= []).push(party[form]);
  return roles;
}

const participantsDetails = ({ participants }: Dialog, version: AgentWireVersion): readonly JsonObject[] =>
  participants
    .filter(({ state }) => version === '2.1' || state === 'ACTIVE')
    .map(({ party, role, state }) => ({ id: party.id, role, ...(version === '2.1' ? { state } : {}) }));
