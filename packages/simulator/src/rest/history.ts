import type { JsonObject } from '@holdfast/core/protocol';
import { field, readCount, readList } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { Conversation } from '../model/conversation.js';
import { Refusal } from '../refusal.js';
import { guarded } from './access.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

const LARGEST_PAGE = 100;
const LONGEST = 93 * 86_400_000;

/** The search of past conversations. Source: rest-and-auth.md §9.4. */
export const historyRoutes = (account: Account): readonly Route[] => [
  {
    method: 'POST',
    path: '/messaging_history/api/account/:account/conversations/search',
    handle: guarded(account, { privilege: 'history', scope: 'msghist.read' }, (exchange) => search(account, exchange)),
  },
];

async function search(account: Account, { query, path, request, response }: Exchange): Promise<void> {
  const body = await readJson(request);
  const from = readCount(field(field(body, 'start'), 'from'));
  const to = readCount(field(field(body, 'start'), 'to'));
  const offset = readCount(query.get('offset') ?? '0');
  const limit = readCount(query.get('limit') ?? '50');
  if (from === undefined || to === undefined || to < from || to - from > LONGEST) {
    throw new Refusal(400, 'Bad Request: start must be three months at most');
  }
  if (offset === undefined || limit === undefined || limit < 1 || limit > LARGEST_PAGE) {
    throw new Refusal(400, 'Bad Request: limit must be from 1 to 100');
  }
  const states = readList(field(body, 'status'));
  const found = [...account.conversations.values()]
    .filter(({ settings: { startTs } }) => startTs >= from && startTs <= to)
    .filter(({ stage }) => states.length === 0 || states.includes(stage))
    .toSorted(order(query.get('sort') ?? 'start:desc'));
  sendJson(response, 200, {
    _metadata: { count: found.length, self: { rel: 'self', href: path }, shardsStatusResult: { partialResult: false } },
    conversationHistoryRecords: found.slice(offset, offset + limit).map(record),
  });
}

function order(sort: string): (a: Conversation, b: Conversation) => number {
  const [by, direction] = sort.split(':');
  const moment = (one: Conversation): number => (by === 'end' ? (one.endTs ?? Infinity) : one.settings.startTs);
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * (moment(a) - moment(b));
}

function record(conversation: Conversation): JsonObject {
  const { id, settings, stage, skillId, closeReason, endTs, participants, consumer } = conversation;
  const agent = participants.find(({ role }) => role === 'ASSIGNED_AGENT')?.party;
  return {
    info: {
      brandId: settings.brandId,
      conversationId: id,
      status: stage,
      startTime: new Date(settings.startTs).toISOString(),
      startTimeL: settings.startTs,
      endTime: endTs === undefined ? 'undefined' : new Date(endTs).toISOString(),
      endTimeL: endTs ?? -1,
      latestSkillId: Number(skillId),
      latestAgentId: agent?.id ?? '',
      closeReason: closeReason ?? '',
    },
    consumerParticipants: [{ participantId: consumer.id }],
    messageRecords: conversation.main.events.map(({ sequence, serverTimestamp, event }) => ({
      seq: sequence,
      timeL: serverTimestamp,
      messageData: event,
    })),
    sdes: { events: consumer.engagementAttributes },
  };
}
