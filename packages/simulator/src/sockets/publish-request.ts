import { isObject, type JsonObject } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { Party } from '../model/party.js';
import { publish } from '../model/publish.js';
import { Refusal } from '../refusal.js';
import { oneOrMany, type Schema, text } from '../schema.js';
import type { Reply, WireRequest } from './frame-socket.js';
import { metadataOf } from './request-handler.js';

export interface PublishBody {
  readonly dialogId: string;
  readonly event: JsonObject;
  readonly messageAudience?: 'ALL' | 'AGENTS_AND_MANAGERS';
}

const PREVIEW = 30 * 1_024;

const quickReplies: Schema = {
  type: 'object',
  required: ['type', 'replies'],
  properties: {
    type: { const: 'quickReplies' },
    itemsPerRow: { type: 'integer', minimum: 1 },
    replies: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['type', 'title', 'click'],
        properties: { type: { const: 'button' }, title: text(128), click: { type: 'object', required: ['actions'] } },
      },
    },
  },
};

const hostedFile: Schema = {
  type: 'object',
  required: ['caption', 'relativePath', 'fileType'],
  properties: {
    caption: { type: 'string' },
    relativePath: text(1_024),
    fileType: { enum: ['JPG', 'JPEG', 'PNG', 'GIF', 'jpg', 'jpeg', 'png', 'gif'] },
    preview: { type: 'string', maxLength: Math.ceil((PREVIEW * 4) / 3) + 64 },
  },
};

const element: Schema = { type: 'object', required: ['type'], properties: { type: text(64) } };

/** Source: messaging.md §5.9. */
const events: readonly Schema[] = [
  {
    required: ['type', 'contentType', 'message'],
    properties: {
      type: { const: 'ContentEvent' },
      contentType: { const: 'text/plain' },
      message: text(8_000),
      quickReplies,
    },
  },
  {
    required: ['type', 'contentType', 'message'],
    properties: { type: { const: 'ContentEvent' }, contentType: { const: 'hosted/file' }, message: hostedFile },
  },
  {
    required: ['type', 'content'],
    properties: { type: { const: 'RichContentEvent' }, content: element, quickReplies },
  },
  {
    required: ['type', 'status', 'sequenceList'],
    properties: {
      type: { const: 'AcceptStatusEvent' },
      status: { enum: ['ACCEPT', 'READ', 'ACCESS', 'NACK', 'ACTION', 'ENRICH'] },
      sequenceList: oneOrMany({ type: 'integer', minimum: 0 }),
    },
  },
  {
    required: ['type', 'chatState'],
    properties: {
      type: { const: 'ChatStateEvent' },
      chatState: { enum: ['ACTIVE', 'INACTIVE', 'GONE', 'COMPOSING', 'PAUSE', 'BACKGROUND'] },
    },
  },
];

const branch = (schema: Schema): Schema => ({ type: 'object', ...schema });

export const publishSchema: Schema = {
  type: 'object',
  required: ['dialogId', 'event'],
  properties: {
    dialogId: text(64),
    conversationId: { type: ['string', 'null'], maxLength: 64 },
    event: { type: 'object', required: ['type'], anyOf: events.map(branch) },
    messageAudience: { enum: ['ALL', 'AGENTS_AND_MANAGERS'] },
  },
};

/** Publishes for either side. Typing is answered with sequence 0, which it does not take. */
export function answerPublish(
  { account, sender, type }: { readonly account: Account; readonly sender: Party; readonly type: string },
  body: PublishBody,
  request: WireRequest,
): Reply {
  const { limits } = account.settings;
  if (sizeOf(body) > limits.publish) {
    throw new Refusal(400, `Bad Request, message is longer than ${limits.publish} characters`);
  }
  const { dialogId, event, messageAudience: audience = 'ALL' } = body;
  if (sender.kind === 'consumer' && audience !== 'ALL') throw new Refusal(400, 'Bad Request, messageAudience');
  if (sender.kind === 'agent' && event['contentType'] === 'hosted/file') account.requireFeature('fileSharing');
  const { sequence = 0 } = publish(account, sender, { dialogId, event, audience, ...metadataOf(request) });
  return { type, body: { sequence } };
}

/** The preview of a file has a limit of its own. */
function sizeOf({ event, ...rest }: PublishBody): number {
  const message = isObject(event['message']) ? { ...event['message'], preview: '' } : event['message'];
  return JSON.stringify({ ...rest, event: { ...event, message } }).length;
}
