import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import type { Agent } from '../model/agent.js';
import { targetOf } from '../request-target.js';
import type { AgentWireVersion } from '../wire/v2-conversation.js';

/** What an upgrade asks for, or the HTTP status that refuses it. */
export type UpgradeTarget =
  | { readonly role: 'agent'; readonly agent: Agent; readonly version: AgentWireVersion }
  | { readonly role: 'consumer'; readonly jwt?: string; readonly clientProperties?: JsonObject }
  | { readonly role: 'refused'; readonly status: number };

const PATH = /^\/ws_api\/account\/([^/]+)\/messaging\/(brand|consumer)(?:\/([^/]+))?\/?$/;

const refused = (status: number): UpgradeTarget => ({ role: 'refused', status });

/** Source: messaging.md §2, §11.2. */
export function upgradeTarget(account: Account, request: IncomingMessage): UpgradeTarget {
  const url = targetOf(request);
  const [, accountId, side, token] = PATH.exec(url.pathname) ?? [];
  if (side === undefined) return refused(404);
  if (accountId !== account.id) return refused(401);
  const version = url.searchParams.get('v');
  if (side === 'consumer') return version === '3' ? consumerTarget(request, token) : refused(400);
  const session = account.sessions.find(token ?? '');
  if (session === undefined) return refused(401);
  if (version !== '2' && version !== '2.1') return refused(400);
  return { role: 'agent', agent: session.agent, version };
}

/** Who an upgrade is for, before it is examined. */
export const upgradeRole = (request: IncomingMessage): 'agent' | 'consumer' =>
  request.url?.includes('/messaging/consumer') === true ? 'consumer' : 'agent';

function consumerTarget({ headers }: IncomingMessage, token: string | undefined): UpgradeTarget {
  const jwt = token ?? /^jwt (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const clientProperties = parseObject(headers['client-properties']);
  return { role: 'consumer', ...(jwt ? { jwt } : {}), ...(clientProperties ? { clientProperties } : {}) };
}

function parseObject(text: string | readonly string[] | undefined): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
