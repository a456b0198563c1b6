import type { JsonObject } from '@holdfast/core/protocol';
import type { Ring, RoutingTask } from '../model/routing-task.js';

/** A routing task as the agent of one of its rings sees it: with his ring only. Source: messaging.md §6.2. */
export function routingTaskChange(task: RoutingTask, ring: Ring): JsonObject {
  const { conversation, skillId } = task;
  const { id: conversationId, consumer, settings } = conversation;
  return {
    type: 'UPSERT',
    result: {
      routingTaskId: task.id,
      brandId: settings.brandId,
      assignedAgentId: task.assigned?.id ?? null,
      taskCompleted: task.completed,
      conversationId,
      consumerId: consumer.id,
      skillId,
      ringsDetails: [
        {
          ringId: ring.id,
          ringState: ring.state,
          ringExpiration: ring.duration,
          ringExpirationTs: ring.createdAt + ring.duration,
          weight: ring.createdAt + conversation.ttr.value * 1_000,
          brandId: settings.brandId,
          convId: conversationId,
          consumerId: consumer.id,
          skillId,
        },
      ],
    },
  };
}
