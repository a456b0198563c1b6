import { queryMessages } from '../model/query-messages.js';
import { text } from '../schema.js';
import { v2Message } from '../wire/v2-message.js';
import type { AgentContext } from './agent-context.js';
import { fileRequests } from './file-requests.js';
import { answerPublish, type PublishBody, publishSchema } from './publish-request.js';
import { handler, type RequestHandler } from './request-handler.js';

interface QueryBody {
  readonly dialogId: string;
  readonly newerThanSequence?: number | null;
  readonly olderThanSequence?: number | null;
  readonly maxQuantity?: number | null;
}

const count = { type: ['integer', 'null'], minimum: -1 };
const files = fileRequests('.ams.ms.BaseGenerateURL$Response');

/** Messages and files. Source: messaging.md §5.9, §5.10, §5.12. */
export const messageRequests: Readonly<Record<string, RequestHandler<AgentContext>>> = {
  '.ams.ms.PublishEvent': handler(publishSchema, ({ account, agent }, body: PublishBody, request) =>
    answerPublish({ account, sender: agent, type: '.ams.ms.PublishEvent$Response' }, body, request),
  ),

  '.ams.ms.QueryMessages': handler(
    {
      type: 'object',
      required: ['dialogId'],
      properties: { dialogId: text(64), newerThanSequence: count, olderThanSequence: count, maxQuantity: count },
    },
    ({ account, agent }, body: QueryBody) => {
      const events = queryMessages(account, agent, {
        dialogId: body.dialogId,
        newerThanSequence: Math.max(body.newerThanSequence ?? 0, -1),
        olderThanSequence: body.olderThanSequence ?? Infinity,
        maxQuantity: body.maxQuantity ?? Infinity,
      });
      return { type: '.ams.ms.QueryMessages$Response', body: events.map(v2Message) };
    },
  ),

  '.ams.ms.GenerateURLForUploadFile': (context, request) => {
    context.account.requireFeature('fileSharing');
    return files.upload(context, request);
  },
  '.ams.ms.GenerateURLForDownloadFile': files.download,
};
