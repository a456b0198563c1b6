import { readList, type OpenState } from '@holdfast/core/protocol';
import type { Conversation } from '../model/conversation.js';
import { id, oneOrMany, type Schema, timestamp } from '../schema.js';

/** Body of SubscribeExConversations; every field narrows. Source: messaging.md §5.2. */
export interface ConversationFilter {
  readonly convState?: OpenState | readonly OpenState[];
  readonly stage?: OpenState | readonly OpenState[];
  readonly agentIds?: string | readonly string[];
  readonly skillId?: string | number;
  readonly consumerId?: string;
  readonly minLastUpdatedTime?: number | null;
  readonly maxLastUpdatedTime?: number | null;
  readonly maxETTR?: number | null;
}

const state: Schema = { enum: ['OPEN', 'CLOSE', 'LOCKED'] };

export const conversationFilterProperties: Schema = {
  convState: oneOrMany(state),
  stage: oneOrMany(state),
  agentIds: oneOrMany(id),
  skillId: id,
  consumerId: id,
  brandId: id,
  minLastUpdatedTime: timestamp,
  maxLastUpdatedTime: timestamp,
  maxETTR: timestamp,
};

/** Whether a conversation belongs to what a client asked for. An empty list asks for nothing in particular. */
export function matches(filter: ConversationFilter, conversation: Conversation): boolean {
  const { skillId, consumerId, minLastUpdatedTime: min, maxLastUpdatedTime: max, maxETTR } = filter;
  const agentIds = readList(filter.agentIds);
  const isOneOf = (list: unknown, value: string) => readList(list).length === 0 || readList(list).includes(value);
  return (
    isOneOf(filter.convState, conversation.state) &&
    isOneOf(filter.stage, conversation.stage) &&
    (agentIds.length === 0 ||
      conversation.participants.some(({ party, state }) => state === 'ACTIVE' && agentIds.includes(party.id))) &&
    (skillId === undefined || String(skillId) === conversation.skillId) &&
    (consumerId === undefined || consumerId === conversation.consumer.id) &&
    conversation.lastUpdateTime >= (min ?? 0) &&
    conversation.lastUpdateTime <= (max ?? Infinity) &&
    conversation.effectiveTtr <= (maxETTR ?? Infinity)
  );
}
