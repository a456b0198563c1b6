import type { MessageEvent } from './message-event.js';
import { isObject, type JsonObject, readCount, readText } from './read.js';

/** Client → server. Source: messaging.md §3. */
export interface RequestFrame {
  readonly kind: 'req';
  /** 1 to 64 characters, unique per socket. */
  readonly id: string;
  readonly type: string;
  readonly body: unknown;
  readonly headers?: readonly JsonObject[];
  readonly metadata?: readonly JsonObject[];
}

/** Server → client: the answer to one request. Correlate by `reqId`, never by `type`: the names vary (§4). */
export interface ResponseFrame {
  readonly kind: 'resp';
  readonly reqId: string;
  /** HTTP style; above 399 is a refusal. A response without a code counts as done (§4), written as 200 here. */
  readonly code: number;
  readonly type: string;
  readonly body: unknown;
}

/** Server → client: something happened. */
export interface NotificationFrame {
  readonly kind: 'notification';
  readonly type: string;
  readonly body: JsonObject;
  /** Frame-level metadata, where the service puts any. */
  readonly metadata?: unknown;
  /** What `readMessageEvent(body, metadata)` would give, where the reader of the frame has it already. */
  readonly event?: MessageEvent;
}

/** A frame that could not be read: it is counted and dropped, the session goes on. */
export interface MalformedFrame {
  readonly kind: 'malformed';
  /** What was wrong, without any of the content. */
  readonly reason: string;
}

export type IncomingFrame = ResponseFrame | NotificationFrame | MalformedFrame;

const malformed = (reason: string): MalformedFrame => ({ kind: 'malformed', reason });
const NO_BODY: JsonObject = Object.freeze({});
const ID_LENGTH = 64;
const TYPE_LENGTH = 256;

/** Reads one text frame of the server. Never throws. */
export function parseFrame(text: string): IncomingFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed('not JSON');
  }
  if (!isObject(value)) return malformed('not an object');
  if (value['kind'] === 'resp') return readResponse(value);
  if (value['kind'] === 'notification') return readNotification(value);
  return malformed('unknown kind');
}

function readResponse(value: JsonObject): ResponseFrame | MalformedFrame {
  const reqId = readText(value['reqId'], ID_LENGTH);
  if (reqId === undefined) return malformed('response without a reqId');
  const code = value['code'] === undefined ? 200 : readCount(value['code']);
  if (code === undefined) return malformed('response with an unreadable code');
  return { kind: 'resp', reqId, code, type: readText(value['type'], TYPE_LENGTH) ?? '', body: value['body'] };
}

function readNotification(value: JsonObject): NotificationFrame | MalformedFrame {
  const type = readText(value['type'], TYPE_LENGTH);
  if (type === undefined) return malformed('notification without a type');
  const body = value['body'];
  const metadata = value['metadata'];
  const known = isObject(body) ? body : NO_BODY;
  return metadata === undefined
    ? { kind: 'notification', type, body: known }
    : { kind: 'notification', type, body: known, metadata };
}
