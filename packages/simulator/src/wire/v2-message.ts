import type { JsonObject } from '@holdfast/core/protocol';
import type { DialogEvent } from '../model/dialog.js';
import { Consumer } from '../model/consumer.js';

/** A dialog event as the agent side gets it, live and from history. Source: messaging.md §5.10, §6.4. */
export function v2Message(event: DialogEvent): JsonObject {
  const { originator, role, sequence, serverTimestamp, conversationId, dialogId, metadata, audience } = event;
  const properties = originator instanceof Consumer ? originator.clientProperties : { type: '.ClientProperties' };
  return {
    ...(sequence === undefined ? {} : { sequence }),
    originatorId: originator.id,
    originatorPId: originator.pid,
    originatorClientProperties: properties,
    originatorMetadata: { id: originator.pid, role, clientProperties: properties },
    ...(sequence === undefined ? {} : { serverTimestamp }),
    event: event.event,
    conversationId,
    dialogId,
    ...(metadata === undefined ? {} : { metadata }),
    ...(audience === 'ALL' ? {} : { messageAudience: audience }),
  };
}
