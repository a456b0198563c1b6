import { type Metadata, readMetadata } from './metadata.js';
import { isObject, type JsonObject, readCount, readString, readText } from './read.js';

/** Roles of a participant; the platform adds to them, so any other text is kept as it came. Source: messaging.md §6.1. */
export type Role =
  'CONSUMER' | 'ASSIGNED_AGENT' | 'AGENT' | 'MANAGER' | 'READER' | 'CONTROLLER' | (string & Record<never, never>);

/** Text, a file, or another content type that the platform may know and we do not. Source: messaging.md §5.9. */
export interface ContentEvent {
  readonly type: 'ContentEvent';
  readonly contentType: string;
  /** A string for `text/plain`, an object for `hosted/file`. */
  readonly message: unknown;
  readonly quickReplies?: JsonObject;
}

export interface RichContentEvent {
  readonly type: 'RichContentEvent';
  readonly content: JsonObject;
  readonly quickReplies?: JsonObject;
}

/** A receipt. It takes a sequence of its own, like content. Source: messaging.md §8. */
export interface AcceptStatusEvent {
  readonly type: 'AcceptStatusEvent';
  /** `ACCEPT` (delivered), `READ` (shown), `ACCESS`, `NACK`, `ACTION` (tapped), `ENRICH`. */
  readonly status: string;
  readonly sequenceList: readonly number[];
}

/** Typing and presence. It takes no sequence. */
export interface ChatStateEvent {
  readonly type: 'ChatStateEvent';
  /** `COMPOSING`, `ACTIVE`, `INACTIVE`, `GONE`, `PAUSE`, `BACKGROUND`. */
  readonly chatState: string;
}

/** An event type that we do not know: kept as it came, never handed over as content. */
export interface UnknownEvent {
  readonly type: 'Unknown';
  readonly wireType: string;
  readonly raw: JsonObject;
}

export type EventContent = ContentEvent | RichContentEvent | AcceptStatusEvent | ChatStateEvent | UnknownEvent;

/** One event in one dialog, as it is pushed live and as history returns it. Source: messaging.md §5.10, §6.4. */
export interface MessageEvent {
  readonly dialogId: string;
  /** Missing on some captures of the agent side; the MAIN dialog's id equals it. */
  readonly conversationId?: string | undefined;
  /** Position in the dialog, from 0. `ChatStateEvent`s have none. */
  readonly sequence?: number | undefined;
  /** The old id for agents, the consumer's id for consumers. */
  readonly originatorId?: string | undefined;
  readonly originatorPid?: string | undefined;
  readonly role?: Role | undefined;
  /** Epoch milliseconds, by the platform's clock. */
  readonly serverTimestamp?: number | undefined;
  /** `AGENTS_AND_MANAGERS` on private messages, where the platform says so (position on the frame INFERRED). */
  readonly audience?: string | undefined;
  readonly event: EventContent;
  readonly metadata: readonly Metadata[];
}

/** Content is what a person or bot said; receipts, typing and unknown events are not. */
export const isContent = (event: EventContent): event is ContentEvent | RichContentEvent =>
  event.type === 'ContentEvent' || event.type === 'RichContentEvent';

const ID = 256;

/** Reads the body of an `OnlineEventDistribution`, or one entry of a history answer. `undefined` if it is neither. */
export function readMessageEvent(value: unknown, frameMetadata?: unknown): MessageEvent | undefined {
  if (!isObject(value)) return undefined;
  const dialogId = readText(value['dialogId'], ID);
  const event = readEventContent(value['event']);
  if (dialogId === undefined || event === undefined) return undefined;
  const originator = isObject(value['originatorMetadata']) ? value['originatorMetadata'] : undefined;
  const metadata = readMetadata(value['metadata'] ?? frameMetadata);
  const conversationId = keptOnce(readText(value['conversationId'], ID), dialogId);
  const sequence = event.type === 'ChatStateEvent' ? undefined : readCount(value['sequence']);
  const originatorId = readText(value['originatorId'], ID);
  const originatorPid = keptOnce(
    readText(value['originatorPId'], ID) ?? readText(originator?.['id'], ID),
    originatorId,
  );
  const role = readText(originator?.['role'], 64);
  const serverTimestamp = readCount(value['serverTimestamp']);
  const audience = readText(value['messageAudience'], 64);
  // All fields in one piece: an object that grows field by field is made anew again and again.
  return {
    dialogId,
    conversationId,
    sequence,
    originatorId,
    originatorPid,
    role,
    serverTimestamp,
    audience,
    event,
    metadata,
  };
}

/** Ids that are the same text are often said twice, and a thousand messages may wait: one of the two is enough to keep. */
const keptOnce = (text: string | undefined, known: string | undefined): string | undefined =>
  text === known ? known : text;

/** Reads what an event says; `undefined` for what has no type. */
export function readEventContent(value: unknown): EventContent | undefined {
  if (!isObject(value)) return undefined;
  const type = readText(value['type'], 128);
  if (type === undefined) return undefined;
  const read = readers[type as keyof typeof readers] as Reader | undefined;
  return (Object.hasOwn(readers, type) && read?.(value)) || { type: 'Unknown', wireType: type, raw: value };
}

type Reader = (value: JsonObject) => EventContent | undefined;

/** Without quick replies, which most content has not, nothing is copied. */
const withQuickReplies = <E extends ContentEvent | RichContentEvent>(event: E, { quickReplies }: JsonObject): E =>
  isObject(quickReplies) ? { ...event, quickReplies } : event;

/** A known type with unreadable fields gives `undefined` and so becomes an unknown event. */
const readers = {
  ContentEvent: (value) => {
    const message = value['message'];
    if (message === undefined) return undefined;
    const contentType = readString(value['contentType']) ?? 'text/plain';
    return withQuickReplies({ type: 'ContentEvent', contentType, message }, value);
  },
  RichContentEvent: (value) => {
    const content = value['content'];
    return isObject(content) ? withQuickReplies({ type: 'RichContentEvent', content }, value) : undefined;
  },
  AcceptStatusEvent: (value) => {
    const status = readText(value['status'], 64);
    if (status === undefined) return undefined;
    const list = Array.isArray(value['sequenceList']) ? value['sequenceList'] : [];
    const sequenceList = list.map(readCount).filter((sequence) => sequence !== undefined);
    return { type: 'AcceptStatusEvent', status, sequenceList };
  },
  ChatStateEvent: (value) => {
    const chatState = readText(value['chatState'], 64);
    return chatState === undefined ? undefined : { type: 'ChatStateEvent', chatState };
  },
} satisfies Record<string, Reader>;
