import { JsonShape } from './json-shape.js';

/** What is looked at in a frame, before anything is made of it; and the properties of clients, which are only passed by. */
export const frameShape = new JsonShape([
  'kind',
  'reqId',
  'code',
  'type',
  'body',
  'body.sequence',
  'body.originatorId',
  'body.originatorPId',
  'body.originatorClientProperties',
  'body.originatorMetadata',
  'body.originatorMetadata.id',
  'body.originatorMetadata.role',
  'body.originatorMetadata.clientProperties',
  'body.serverTimestamp',
  'body.event',
  'body.event.type',
  'body.event.message',
  'body.event.contentType',
  'body.conversationId',
  'body.dialogId',
  'body.messageAudience',
  'body.metadata',
  'metadata',
]);
