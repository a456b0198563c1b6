import type { JsonObject } from '@holdfast/core/protocol';
import { updateConversation } from '../model/update-conversation.js';
import { id, text } from '../schema.js';
import { clockRequests } from './clock-requests.js';
import { CONSUMER_STRING, type ConsumerContext } from './consumer-context.js';
import { type ConversationFilter, conversationFilterProperties } from './conversation-filter.js';
import { fileRequests } from './file-requests.js';
import { answerPublish, type PublishBody, publishSchema } from './publish-request.js';
import { readFieldChanges, updateSchema } from './read-field-change.js';
import { handler, type RequestHandler } from './request-handler.js';

interface NewConversation {
  readonly skillId?: string | number | null;
  readonly ttrDefName?: string | null;
  readonly conversationContext?: JsonObject | null;
  readonly campaignInfo?: JsonObject | null;
}

interface MessageSubscription {
  readonly dialogId: string;
  readonly fromSeq?: number;
}

interface UpdateBody {
  readonly conversationId: string;
  readonly conversationField: unknown;
}

const nullableObject = { type: ['object', 'null'] };
const files = fileRequests('ms.BaseGenerateURLResponse');

/** What a consumer may ask for. Source: messaging.md §11.3. */
const table: Readonly<Record<string, RequestHandler<ConsumerContext>>> = {
  ...clockRequests({ clockType: 'GetClockResponse', stringType: CONSUMER_STRING }),

  'cqm.SubscribeExConversations': handler(
    { type: 'object', properties: conversationFilterProperties },
    ({ subscriptions }, body: ConversationFilter) => {
      const subscriptionId = subscriptions.addConversations(body);
      return {
        type: 'cqm.SubscribeExConversationsResponse',
        body: { subscriptionId },
        after: () => subscriptions.snapshot(subscriptionId),
      };
    },
  ),

  'cqm.UnsubscribeExConversations': handler(
    { type: 'object', required: ['subscriptionId'], properties: { subscriptionId: text(64) } },
    ({ subscriptions }, body: { readonly subscriptionId: string }) => {
      subscriptions.removeConversations(body.subscriptionId);
      return { type: CONSUMER_STRING, body: 'OK' };
    },
  ),

  'cm.ConsumerRequestConversation': handler(
    {
      type: 'object',
      properties: {
        brandId: id,
        channelType: { const: 'MESSAGING' },
        skillId: { ...id, type: ['string', 'integer', 'null'] },
        ttrDefName: { enum: ['NORMAL', 'URGENT', 'PRIORITIZED', 'CUSTOM', null] },
        campaignInfo: nullableObject,
        conversationContext: nullableObject,
      },
    },
    ({ account, consumer }, body: NewConversation) => {
      const { id: conversationId } = account.startConversation({
        consumer,
        skillId: String(body.skillId ?? '-1'),
        ttrType: body.ttrDefName ?? null,
        ...(body.conversationContext ? { context: body.conversationContext } : {}),
        ...(body.campaignInfo ? { campaignInfo: body.campaignInfo } : {}),
      });
      return { type: 'cm.RequestConversationResponse', body: { conversationId } };
    },
  ),

  'cm.UpdateConversationField': handler(updateSchema, ({ account, consumer }, body: UpdateBody) => {
    const fields = readFieldChanges(body.conversationField);
    const text = updateConversation(account, consumer, { conversationId: body.conversationId, fields });
    return { type: CONSUMER_STRING, body: text };
  }),

  'ms.SubscribeMessagingEvents': handler(
    {
      type: 'object',
      required: ['dialogId'],
      properties: { dialogId: text(64), conversationId: text(64), fromSeq: { type: 'integer', minimum: 0 } },
    },
    ({ subscriptions }, { dialogId, fromSeq = 0 }: MessageSubscription) => {
      subscriptions.addDialog(dialogId);
      return { type: 'GenericSubscribeResponse', body: {}, after: () => subscriptions.replay(dialogId, fromSeq) };
    },
  ),

  'ms.PublishEvent': handler(publishSchema, ({ account, consumer }, body: PublishBody, request) =>
    answerPublish({ account, sender: consumer, type: 'ms.PublishEventResponse' }, body, request),
  ),

  'ms.GenerateURLForUploadFile': files.upload,
  'ms.GenerateURLForDownloadFile': files.download,

  'userprofile.SetUserProfile': handler(
    {
      type: 'object',
      properties: {
        firstName: { type: 'string', maxLength: 256 },
        lastName: { type: 'string', maxLength: 256 },
        avatarUrl: { type: 'string', maxLength: 2_048 },
        description: { type: 'string', maxLength: 2_048 },
        privateData: { type: 'object' },
        authenticatedData: { type: 'object' },
      },
    },
    ({ consumer }, body: JsonObject) => {
      consumer.profile = body;
      return { type: CONSUMER_STRING, body: 'OK User Profile set successfully' };
    },
  ),
};

export const consumerRequests: ReadonlyMap<string, RequestHandler<ConsumerContext>> = new Map(Object.entries(table));
