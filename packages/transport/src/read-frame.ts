import {
  AgentNotification,
  type IncomingFrame,
  isDeeper,
  type JsonObject,
  type MessageEvent,
  type NotificationFrame,
  parseFrame,
} from '@holdfast/core/protocol';
import { JsonOutline, namesOf } from './json-outline.js';
import { EventReader } from './outlined-event.js';

/** Shorter frames, such as most answers, are read as a whole in less time than it takes to look what they are. In bytes. */
const SHORT = 256;
const NOT_JSON: IncomingFrame = Object.freeze({ kind: 'malformed', reason: 'not JSON' });
const FRAME = namesOf('kind', 'type', 'body', 'metadata');

/** Room to read in, for all sockets: a frame is read within one call, and nothing of it stays. */
const outline = new JsonOutline();
const events = new EventReader(outline);

/**
 * Reads one frame. Most of what arrives are messages in dialogs; of these, what nobody will look at is checked and left
 * alone. All other frames are read by `parseFrame`, and whoever looks at a frame sees no difference. Never throws.
 *
 * @param bytes UTF-8 that is well-formed.
 * @param deepest levels of objects and arrays that a frame may have.
 */
export function readFrame(bytes: Buffer, deepest: number): IncomingFrame | 'too deep' {
  if (bytes.length < SHORT) return wholeFrame(bytes, deepest);
  try {
    const found = outline.read(bytes, deepest);
    if (found === 'deep') return 'too deep';
    if (found === 'malformed') return NOT_JSON;
    return (found === 'json' ? messageFrame(bytes) : undefined) ?? wholeFrame(bytes, deepest);
  } finally {
    outline.forget();
  }
}

function messageFrame(bytes: Buffer): NotificationFrame | undefined {
  const [kind = -1, type = -1, body = -1, metadata = -1] = outline.fields(0, FRAME);
  if (!outline.is(type, AgentNotification.message) || !outline.is(kind, 'notification')) return undefined;
  const event = events.read(body, metadata);
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
