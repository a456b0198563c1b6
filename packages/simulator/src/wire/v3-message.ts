import type { JsonObject } from '@holdfast/core/protocol';
import type { DialogEvent } from '../model/dialog.js';

/** A dialog event as the consumer side gets it. Source: messaging.md §11.3, §11.4. */
export function v3Message(event: DialogEvent): JsonObject {
  const { originator, role, sequence, serverTimestamp, conversationId, dialogId, metadata } = event;
  return {
    ...(sequence === undefined ? {} : { sequence }),
    originatorId: originator.pid,
    originatorMetadata: { id: originator.pid, role },
    ...(sequence === undefined ? {} : { serverTimestamp }),
    event: event.event,
    conversationId,
    dialogId,
    metadata: metadata ?? null,
  };
}
