import {
  ConfigurationError,
  type FoundConversation,
  type HistoryPage,
  type HistorySearch,
  type MessagingHistory,
} from '@holdfast/core/internal';
import { field, isObject, readCount, readList, readString, readText } from '@holdfast/core/protocol';
import { type ClientParts, door } from './door.js';
import { misshapen } from './rest.js';

const NAME = 'search of the history';
const LIMIT = 67_108_864;
const LARGEST_PAGE = 100;
/** Three months, whatever their length. */
const LONGEST = 92 * 86_400_000;

/** Source: rest-and-auth.md §9.4. */
export function messagingHistory(parts: ClientParts): MessagingHistory {
  const { authorizer, accountId } = parts.access;
  const send = door(parts, { at: { service: 'msgHist' }, authorizer });
  return {
    async search({ from, to, filter, offset = 0, limit = 50, sort = 'start:desc', ...options }) {
      checkPage({ offset, limit });
      const start = checkRange({ from, to });
      const query = new URLSearchParams({ offset: String(offset), limit: String(limit), sort });
      return send(
        {
          method: 'POST',
          path: `/messaging_history/api/account/${accountId}/conversations/search?${query.toString()}`,
          name: NAME,
          json: { ...filter, start },
          limit: LIMIT,
          read: ({ body }) => readPage(body),
        },
        options,
      );
    },
  };
}

function checkPage({ offset, limit }: { readonly offset: number; readonly limit: number }): void {
  if (!Number.isSafeInteger(offset) || offset < 0) throw wrong('offset', 'a whole number from 0');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > LARGEST_PAGE)
    throw wrong('limit', `from 1 to ${LARGEST_PAGE}`);
}

function checkRange({ from, to }: Pick<HistorySearch, 'from' | 'to'>): { from: number; to: number } {
  const range = { from: from.getTime(), to: to.getTime() };
  const length = range.to - range.from;
  if (!(length >= 0 && length <= LONGEST)) throw wrong('to', 'at or after `from`, and three months later at most');
  return range;
}

const wrong = (option: string, need: string): ConfigurationError =>
  new ConfigurationError(option, `The search of the history cannot take this ${option}: it must be ${need}.`);

function readPage(body: unknown): HistoryPage {
  const records = field(body, 'conversationHistoryRecords');
  if (!isObject(body) || records === undefined) throw misshapen(NAME, 'that holds no records');
  const conversations = readList(records)
    .map(readConversation)
    .filter((one) => one !== undefined);
  return { total: readCount(field(field(body, '_metadata'), 'count')) ?? conversations.length, conversations };
}

function readConversation(value: unknown): FoundConversation | undefined {
  const info = field(value, 'info');
  const id = readText(field(info, 'conversationId'), 128);
  if (!isObject(value) || id === undefined) return undefined;
  const status = readString(field(info, 'status'));
  const startedAt = readMoment(field(info, 'startTimeL'));
  const endedAt = readMoment(field(info, 'endTimeL'));
  const skillId = readText(field(info, 'latestSkillId'), 64);
  const agentId = readText(field(info, 'latestAgentId'), 64);
  return {
    id,
    ...(status === undefined ? {} : { status }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(skillId === undefined ? {} : { skillId }),
    ...(agentId === undefined ? {} : { agentId }),
    fields: value,
  };
}

/** The platform writes -1 for a moment that has not come. */
const readMoment = (value: unknown): Date | undefined => {
  const at = readCount(value);
  return at === undefined ? undefined : new Date(at);
};
