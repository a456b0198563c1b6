import { field, isObject, readCount, readList, readNumber, readText } from '@holdfast/core/protocol';
import type { BotSession, Count, Lane } from './bot-session.js';
import { readTime } from './read-time.js';

/** More lanes or kinds than this are not shown. */
const SHOWN = 200;

/** Reads a snapshot; `undefined` for anything that is none. */
export function readBotSession(value: unknown): BotSession | undefined {
  const at = readTime(field(value, 'at'));
  const phase = readText(field(value, 'phase'), 32);
  if (at === undefined || phase === undefined) return undefined;
  const retryAt = readTime(field(value, 'retryAt'));
  const lastInbound = readTime(field(value, 'lastInbound'));
  return {
    name: readText(field(field(value, 'bot'), 'name'), 128) ?? 'bot',
    at,
    phase,
    since: readTime(field(value, 'since')) ?? at,
    attempt: readCount(field(value, 'attempt')) ?? 0,
    ...(retryAt === undefined ? {} : { retryAt }),
    ready: field(value, 'ready') === true,
    ...readLoss(field(value, 'lastLoss')),
    ...readBearer(field(value, 'bearer')),
    ...(lastInbound === undefined ? {} : { lastInbound }),
    ...readClock(field(value, 'clock')),
    conversations: readCount(field(value, 'conversations')) ?? 0,
    waitingRequests: readCount(field(value, 'waitingRequests')) ?? 0,
    delivery: readCounts(field(value, 'delivery')),
    lanes: readList(field(value, 'lanes')).slice(0, SHOWN).flatMap(readLane),
    oddities: readCounts(field(value, 'oddities')),
  };
}

function readLoss(value: unknown): Pick<BotSession, 'lastLoss'> {
  const at = readTime(field(value, 'at'));
  const code = readCount(field(value, 'code'));
  if (at === undefined) return {};
  const reason = readText(field(value, 'reason'), 200) ?? 'unknown';
  return { lastLoss: { reason, ...(code === undefined ? {} : { code }), at } };
}

function readBearer(value: unknown): Pick<BotSession, 'bearer'> {
  const obtainedAt = readTime(field(value, 'obtainedAt'));
  const refreshedAt = readTime(field(value, 'refreshedAt'));
  if (obtainedAt === undefined) return {};
  return { bearer: { obtainedAt, ...(refreshedAt === undefined ? {} : { refreshedAt }) } };
}

function readClock(value: unknown): Pick<BotSession, 'clock'> {
  const at = readTime(field(value, 'at'));
  if (at === undefined) return {};
  const roundTrip = readNumber(field(value, 'roundTrip')) ?? 0;
  return { clock: { at, roundTrip, offset: readNumber(field(value, 'offset')) ?? 0 } };
}

function readCounts(value: unknown): readonly Count[] {
  if (!isObject(value)) return [];
  return Object.entries(value)
    .slice(0, SHOWN)
    .flatMap(([name, given]) => {
      const count = readCount(given);
      return count === undefined || name.length > 64 ? [] : [{ name, count }];
    });
}

function readLane(value: unknown): readonly Lane[] {
  const dialogId = readText(field(value, 'dialogId'), 256);
  if (dialogId === undefined) return [];
  const running = field(value, 'running');
  return [
    { dialogId, queued: readCount(field(value, 'queued')) ?? 0, running: running === true || Number(running) > 0 },
  ];
}
