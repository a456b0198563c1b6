import type { JsonObject } from '@holdfast/core/protocol';
import type { Conversation } from '../model/conversation.js';
import type { Dialog } from '../model/dialog.js';

/** The fields of a conversation that both sides see alike. Source: messaging.md §6.1. */
export function conversationDetails(conversation: Conversation): JsonObject {
  const { settings, delay, manualEttr, csat, topic, endTs, closeReason } = conversation;
  return {
    convId: conversation.id,
    skillId: conversation.skillId,
    brandId: settings.brandId,
    state: conversation.state,
    stage: conversation.stage,
    startTs: settings.startTs,
    ...(endTs === undefined ? {} : { endTs }),
    ...(closeReason === undefined ? {} : { closeReason }),
    metaDataLastUpdateTs: conversation.metaDataLastUpdateTs,
    firstConversation: settings.firstConversation,
    csatRate: csat?.['csatRate'] ?? 0,
    ...(csat === undefined ? {} : { csat }),
    note: conversation.note,
    ...(topic === undefined ? {} : { topic }),
    groupId: null,
    ttr: conversation.ttr,
    ...(delay === undefined ? {} : { delay }),
    ...(manualEttr === undefined ? {} : { manualETTR: manualEttr }),
    ...(settings.campaignInfo === undefined ? {} : { campaignInfo: settings.campaignInfo }),
    context: {
      type: 'SharkContext',
      ...settings.context,
      clientProperties: conversation.consumer.clientProperties,
    },
    conversationHandlerDetails: { accountId: settings.brandId, skillId: conversation.skillId },
  };
}

/** The fields of a dialog that both sides see alike; who takes part they name differently. */
export function dialogDetails(dialog: Dialog): JsonObject {
  const { settings, closing } = dialog;
  return {
    dialogId: dialog.id,
    dialogType: settings.type,
    channelType: 'MESSAGING',
    ...(settings.metaData === undefined ? {} : { metaData: settings.metaData }),
    state: dialog.state,
    creationTs: settings.creationTs,
    metaDataLastUpdateTs: closing?.at ?? settings.creationTs,
    ...(closing === undefined
      ? {}
      : {
          endTs: closing.at,
          closedBy: closing.by,
          ...(closing.cause === undefined ? {} : { closedCause: closing.cause }),
        }),
  };
}
