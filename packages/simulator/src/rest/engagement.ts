import { randomUUID } from 'node:crypto';
import { field } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import { Refusal } from '../refusal.js';
import { type Exchange, readJson, type Route, sendJson } from './router.js';

const root = '/api/account/:account/app/engagement/visitors';

/** The look-up of an engagement for a visitor of an app. Source: rest-and-auth.md §5.2. */
export const engagementRoutes = (account: Account): readonly Route[] =>
  [root, `${root}/:visitor`].map((path) => ({
    method: 'POST',
    path,
    handle: (exchange) => find(account, exchange),
  }));

async function find(account: Account, { params, query, request, response }: Exchange): Promise<void> {
  if (params['account'] !== account.id) throw new Refusal(401, 'invalid site');
  if (query.get('v') !== '1.0') return sendJson(response, 400, { time: account.clock.now(), internalCode: 33 });
  const body = await readJson(request);
  if (field(body, 'appType') !== 'EXTERNAL')
    return sendJson(response, 400, { time: account.clock.now(), internalCode: 1 });
  const [skillId = '-1'] = account.skills.keys();
  const online = account.agents.some(({ availability }) => availability === 'ONLINE');
  sendJson(response, 200, {
    status: online ? 'Available' : 'NotAvailable',
    sessionId: query.get('sid') ?? randomUUID(),
    visitorId: params['visitor'] ?? randomUUID(),
    pageId: randomUUID(),
    ...(online
      ? {
          engagementDetails: [
            {
              campaignId: 1,
              engagementId: 2,
              contextId: '1',
              windowId: 3,
              language: 'en-US',
              validForSeconds: 900,
              skillId,
            },
          ],
        }
      : {}),
  });
}
