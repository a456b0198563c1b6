import type { Entry, Failure } from '@holdfast/recording';
import {
  AgentRequest,
  externalIdOf,
  field,
  isObject,
  readCount,
  readList,
  readMetadata,
  readText,
} from '@holdfast/core/protocol';
import { canonical, withoutRandom } from '../stage/fingerprint.js';

/** One thing that a bot did and that others can see. */
export interface Deed {
  readonly t: number;
  /** Absent for what concerns the whole session. */
  readonly conversationId?: string;
  /** Names it within its conversation, however it turned out. */
  readonly key: string;
  /** How it turned out. */
  readonly text: string;
}

/** How a handler fared with one thing that it was given, the last attempt counting. */
export interface Handled {
  readonly t: number;
  readonly conversationId?: string;
  readonly key: string;
  readonly name: string;
  /** `undefined`: it has not ended. */
  readonly outcome: 'succeeded' | Failure | undefined;
}

/** What a bot did, gathered from a recording of it. */
export interface Deeds {
  readonly says: readonly Deed[];
  readonly actions: readonly Deed[];
  /** Sequences marked READ, each with its conversation. */
  readonly receipts: readonly Deed[];
  readonly handled: readonly Handled[];
  /** When each connection was begun. */
  readonly dials: readonly number[];
  /** The session gave up. */
  readonly failed?: { readonly t: number; readonly code: string };
}

export function deedsOf(entries: readonly Entry[]): Deeds {
  const says: Deed[] = [];
  const actions: Deed[] = [];
  const receipts: Deed[] = [];
  const sent = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'call' && isAction(entry.of)) actions.push({ t: entry.t, key: entry.of, text: entry.of });
    if (entry.kind !== 'request' || READS.has(entry.type)) continue;
    const event = field(entry.body, 'event');
    const type = entry.type === AgentRequest.publishEvent ? field(event, 'type') : undefined;
    if (type === 'AcceptStatusEvent' && field(event, 'status') === 'READ') receipts.push(...receiptsOf(entry));
    else if (type === 'ContentEvent' || type === 'RichContentEvent') addOnce(says, sayingOf(entry, sent));
    else actions.push(actionOf(entry));
  }
  const failed = entries.find((entry) => entry.kind === 'event' && entry.type === 'failed');
  return {
    says,
    actions,
    receipts,
    handled: handledOf(entries),
    dials: entries.flatMap((entry) => (entry.kind === 'dial' ? [entry.t] : [])),
    ...(failed?.kind === 'event' ? { failed: { t: failed.t, code: failed.failure?.code ?? 'UNKNOWN' } } : {}),
  };
}

type Requested = Extract<Entry, { readonly kind: 'request' }>;

/** What nobody notices but the bot. */
const READS: ReadonlySet<string> = new Set([
  AgentRequest.getClock,
  AgentRequest.keepAlive,
  AgentRequest.subscribeConversations,
  AgentRequest.unsubscribeConversations,
  AgentRequest.updateConversationSubscription,
  AgentRequest.queryMessages,
  AgentRequest.generateUploadUrl,
  AgentRequest.generateDownloadUrl,
  AgentRequest.generateDownloadToken,
  AgentRequest.subscribeAgentsState,
  AgentRequest.subscribeRoutingTasks,
  AgentRequest.updateRoutingSubscription,
  AgentRequest.getUserProfile,
]);

const isAction = (call: string): boolean => call.startsWith('services.') || call.startsWith('files.');

const ID = 256;

function sayingOf(entry: Requested, sent: Set<string>): Deed | undefined {
  const { body, metadata } = entry;
  const { dialogId, ...place } = placeOf(body);
  const event = field(body, 'event');
  const id = externalIdOf(readMetadata(metadata));
  const audience = field(body, 'messageAudience');
  const text = `${audience === undefined ? '' : '(private) '}${said(event)}`;
  // Sent again because its answer was lost: it was said once.
  const twice = `${dialogId} ${id} ${text}`;
  if (id !== undefined && sent.has(twice)) return undefined;
  sent.add(twice);
  const name = id === undefined || withoutRandom(id) !== id ? `text ${text}` : `id ${id}`;
  return { t: entry.t, ...place, key: `${dialogId} ${name}`, text };
}

function addOnce(says: Deed[], saying: Deed | undefined): void {
  if (saying !== undefined) says.push(saying);
}

function receiptsOf({ t, body }: Requested): readonly Deed[] {
  const { dialogId, ...place } = placeOf(body);
  return readList(field(field(body, 'event'), 'sequenceList')).flatMap((value) => {
    const sequence = readCount(value);
    return sequence === undefined ? [] : [{ t, ...place, key: `${dialogId}:${sequence}`, text: `message ${sequence}` }];
  });
}

function actionOf({ t, type, body }: Requested): Deed {
  const { dialogId: _, ...place } = placeOf(body);
  const text = `${type} ${withoutRandom(canonical(body))}`;
  return { t, ...place, key: text, text };
}

function placeOf(body: unknown): { readonly dialogId: string; readonly conversationId?: string } {
  const dialogId = readText(field(body, 'dialogId'), ID) ?? '';
  const conversationId = readText(field(body, 'conversationId'), ID) ?? dialogId;
  return conversationId === '' ? { dialogId } : { dialogId, conversationId };
}

/** A message as people read it. */
export function said(event: unknown): string {
  const message = field(event, 'message');
  if (typeof message === 'string' && field(event, 'quickReplies') === undefined) return JSON.stringify(message);
  return isObject(event) ? canonical(event) : '';
}

function handledOf(entries: readonly Entry[]): readonly Handled[] {
  const ended = new Map<number, 'succeeded' | Failure>();
  for (const entry of entries) if (entry.kind === 'ended') ended.set(entry.handler, entry.failure ?? 'succeeded');
  const handled = new Map<string, Handled>();
  const times = new Map<string, number>();
  for (const entry of entries) {
    // What the session tells its handlers is compared as what becomes of the session.
    if (entry.kind !== 'began' || entry.of === 'session') continue;
    const { t, conversationId, name } = entry;
    const key = keyOf(entry, times);
    const place = conversationId === undefined ? {} : { conversationId };
    handled.set(key, { t, ...place, key, name, outcome: ended.get(entry.handler) });
  }
  return [...handled.values()];
}

/** A message and a join are tried again until that succeeds; everything else happens as often as it happens. */
function keyOf(
  { of, name, dialogId, conversationId, sequence }: Extract<Entry, { readonly kind: 'began' }>,
  times: Map<string, number>,
): string {
  const about = `${of} ${dialogId ?? conversationId ?? ''}`;
  if (sequence !== undefined) return `${about} ${sequence}`;
  const method = `${about} ${methodOf(name)}`;
  if (of === 'conversation') return method;
  times.set(method, (times.get(method) ?? 0) + 1);
  return `${method} ${times.get(method)}`;
}

/** A class may have got another name since. */
export const methodOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
