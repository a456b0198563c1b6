import type { Engagement, Engagements } from '@holdfast/core/internal';
import { readCount, readString, readText } from '@holdfast/core/protocol';
import { attribute } from './attribute.js';
import { type ClientParts, door, segment } from './door.js';
import { misshapen } from './rest.js';

const NAME = 'look-up of an engagement';

/** Source: rest-and-auth.md §5.2. Nobody has to be logged in: the visitor of an app is the one who asks. */
export function engagements(parts: ClientParts): Engagements {
  const { accountId } = parts.access;
  const send = door(parts, { at: { service: 'smt' } });
  return {
    find({ visitorId, sessionId, facts, ...options } = {}) {
      const visitor = visitorId === undefined ? '' : `/${segment(visitorId)}`;
      const query = new URLSearchParams({ v: '1.0', ...(sessionId === undefined ? {} : { sid: sessionId }) });
      return send(
        {
          method: 'POST',
          path: `/api/account/${accountId}/app/engagement/visitors${visitor}?${query.toString()}`,
          name: NAME,
          json: { appType: 'EXTERNAL', ...facts },
          read: ({ body }) => readEngagement(body),
        },
        options,
      );
    },
  };
}

function readEngagement(body: unknown): Engagement {
  const id = (value: unknown, name: string): string | undefined => readText(attribute(value, name), 256);
  const sessionId = id(body, 'sessionId');
  const visitorId = id(body, 'visitorId');
  if (sessionId === undefined || visitorId === undefined) throw misshapen(NAME, 'without a visitor or a session');
  const details = attribute(body, 'engagementDetails');
  const first: unknown = Array.isArray(details) ? details[0] : details;
  const named = Object.fromEntries(
    [
      ['pageId', id(body, 'pageId')],
      ['campaignId', id(first, 'campaignId')],
      ['engagementId', id(first, 'engagementId')],
      ['contextId', id(first, 'contextId')],
      ['skillId', id(first, 'skillId')],
    ].filter(([, value]) => value !== undefined),
  ) as Partial<Engagement>;
  const seconds = readCount(attribute(first, 'validForSeconds'));
  return {
    available: readString(attribute(body, 'status')) === 'Available',
    sessionId,
    visitorId,
    ...named,
    ...(seconds === undefined ? {} : { validFor: seconds * 1_000 }),
  };
}
