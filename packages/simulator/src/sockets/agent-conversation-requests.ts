import type { JsonObject } from '@holdfast/core/protocol';
import { updateConversation } from '../model/update-conversation.js';
import { Refusal } from '../refusal.js';
import { id, text } from '../schema.js';
import { AGENT_STRING, type AgentContext } from './agent-context.js';
import { type ConversationFilter, conversationFilterProperties } from './conversation-filter.js';
import { readFieldChanges, updateSchema } from './read-field-change.js';
import { handler, type RequestHandler } from './request-handler.js';

interface Subscription {
  readonly subscriptionId: string;
}

interface NewConversation {
  readonly consumerId: string;
  readonly skillId?: string | number | null;
  readonly ttrDefName?: string | null;
  readonly conversationContext?: JsonObject | null;
}

interface UpdateBody {
  readonly conversationId: string;
  readonly conversationField: unknown;
}

const byId = { type: 'object', required: ['subscriptionId'], properties: { subscriptionId: text(64) } };

/** Subscribing to conversations and changing them. Source: messaging.md §5.2, §5.7, §5.8. */
export const conversationRequests: Readonly<Record<string, RequestHandler<AgentContext>>> = {
  '.ams.aam.SubscribeExConversations': handler(
    { type: 'object', properties: conversationFilterProperties },
    ({ subscriptions }, body: ConversationFilter) => {
      const subscriptionId = subscriptions.addConversations(body);
      return {
        type: '.ams.aam.SubscribeExConversations$Response',
        body: { subscriptionId },
        after: () => subscriptions.snapshot(subscriptionId),
      };
    },
  ),

  '.ams.aam.UpdateExConversationSubscription': handler(
    { ...byId, properties: { ...byId.properties, ...conversationFilterProperties } },
    ({ subscriptions }, { subscriptionId, ...filter }: ConversationFilter & Subscription) => {
      subscriptions.replaceConversations(subscriptionId, filter);
      return {
        type: '.ams.aam.SubscribeExConversations$Response',
        body: { subscriptionId },
        after: () => subscriptions.snapshot(subscriptionId),
      };
    },
  ),

  '.ams.aam.UnsubscribeExConversations': handler(byId, ({ subscriptions }, { subscriptionId }: Subscription) => {
    subscriptions.removeConversations(subscriptionId);
    return { type: AGENT_STRING, body: 'OK' };
  }),

  '.ams.cm.AgentRequestConversation': handler(
    {
      type: 'object',
      required: ['consumerId', 'channelType'],
      properties: {
        consumerId: text(128),
        channelType: { const: 'MESSAGING' },
        skillId: { ...id, type: ['string', 'integer', 'null'] },
        ttrDefName: { enum: ['NORMAL', 'URGENT', 'PRIORITIZED', 'CUSTOM', null] },
        conversationContext: { type: ['object', 'null'] },
      },
    },
    ({ account }, body: NewConversation) => {
      const consumer = account.consumer(body.consumerId);
      if (consumer === undefined) throw new Refusal(400, 'Bad Request, consumer does not exist');
      const { id: conversationId } = account.startConversation({
        consumer,
        skillId: String(body.skillId ?? '-1'),
        ttrType: body.ttrDefName ?? null,
        ...(body.conversationContext ? { context: body.conversationContext } : {}),
      });
      return { type: '.ams.cm.RequestConversation$Response', body: { conversationId } };
    },
  ),

  '.ams.cm.UpdateConversationField': handler(updateSchema, ({ account, agent }, body: UpdateBody) => {
    const fields = readFieldChanges(body.conversationField);
    const text = updateConversation(account, agent, { conversationId: body.conversationId, fields });
    return { type: AGENT_STRING, body: text };
  }),
};
