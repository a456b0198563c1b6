import {
  AgentNotification,
  type IncomingFrame,
  isDeeper,
  type JsonObject,
  type MessageEvent,
  type NotificationFrame,
  parseFrame,
  type ResponseFrame,
} from '@holdfast/core/protocol';
import { frameShape } from './frame-shape.js';
import { JsonOutline } from './json-outline.js';
import { asJson } from './json-shape.js';
import { EventReader } from './outlined-event.js';

const NOT_JSON: IncomingFrame = Object.freeze({ kind: 'malformed', reason: 'not JSON' });
const KIND = frameShape.slotOf('kind');
const REQUEST = frameShape.slotOf('reqId');
const CODE = frameShape.slotOf('code');
const TYPE = frameShape.slotOf('type');
const BODY = frameShape.slotOf('body');
const SEQUENCE = frameShape.slotOf('body.sequence');
const RESPONSE = asJson('resp');
const NOTIFICATION = asJson('notification');
const MESSAGE = asJson(AgentNotification.message);
/** Bytes, as `parseFrame` has them in characters. */
const ID_LENGTH = 64;
const TYPE_LENGTH = 256;

/** Room to read in, for all sockets: a frame is read within one call, and nothing of it stays. */
const outline = new JsonOutline(frameShape);
const events = new EventReader(outline);

/**
 * Reads one frame. Most of what arrives are messages in dialogs, and answers to what was said there; of these, what nobody
 * will look at is checked and left alone. All other frames are read by `parseFrame`, and whoever looks at a frame sees no
 * difference. Never throws.
 *
 * @param bytes UTF-8 that is well-formed.
 * @param deepest levels of objects and arrays that a frame may have.
 */
export function readFrame(bytes: Buffer, deepest: number): IncomingFrame | 'too deep' {
  try {
    const found = outline.read(bytes, deepest);
    if (found === 'deep') return 'too deep';
    if (found === 'malformed') return NOT_JSON;
    return (found === 'json' ? usualFrame(bytes) : undefined) ?? wholeFrame(bytes, deepest);
  } finally {
    outline.forget();
  }
}

function usualFrame(bytes: Buffer): IncomingFrame | undefined {
  if (outline.is(KIND, RESPONSE)) return publishAnswer();
  return outline.is(KIND, NOTIFICATION) && outline.is(TYPE, MESSAGE) ? messageFrame(bytes) : undefined;
}

/** An answer that tells a sequence and nothing else. */
function publishAnswer(): ResponseFrame | undefined {
  const sequence = outline.sizeOf(BODY) === 1 ? outline.count(SEQUENCE) : undefined;
  const code = outline.count(CODE);
  const reqId = outline.text(REQUEST, ID_LENGTH);
  const type = outline.text(TYPE, TYPE_LENGTH);
  if (sequence === undefined || code === undefined || reqId === undefined || type === undefined) return undefined;
  return { kind: 'resp', reqId, code, type, body: { sequence } };
}

function messageFrame(bytes: Buffer): NotificationFrame | undefined {
  const event = events.read();
  return event === undefined ? undefined : new MessageNotification(event, bytes);
}

function wholeFrame(bytes: Buffer, deepest: number): IncomingFrame | 'too deep' {
  const text = bytes.toString();
  return isDeeper(text, deepest) ? 'too deep' : parseFrame(text);
}

/** Makes the whole of a frame when somebody asks for more than the event. */
class MessageNotification implements NotificationFrame {
  readonly kind = 'notification';
  readonly type = AgentNotification.message;
  #whole: NotificationFrame | undefined;

  constructor(
    readonly event: MessageEvent,
    private readonly bytes: Buffer,
  ) {}

  get body(): JsonObject {
    return this.#read().body;
  }

  get metadata(): unknown {
    return this.#read().metadata;
  }

  #read(): NotificationFrame {
    return (this.#whole ??= parseFrame(this.bytes.toString()) as NotificationFrame);
  }
}
