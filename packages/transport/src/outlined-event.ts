import {
  type EventContent,
  type MessageEvent,
  type Metadata,
  readEventContent,
  readMetadata,
  type Role,
} from '@holdfast/core/protocol';
import { frameShape } from './frame-shape.js';
import type { JsonOutline } from './json-outline.js';
import { asJson } from './json-shape.js';

/** As `readMessageEvent` has them. */
const ID = 256;
const ROLE = 64;

const EVENT = frameShape.slotOf('body.event');
const EVENT_TYPE = frameShape.slotOf('body.event.type');
const CONTENT_TYPE = frameShape.slotOf('body.event.contentType');
const MESSAGE = frameShape.slotOf('body.event.message');
const METADATA = frameShape.slotOf('body.metadata');
const FRAME_METADATA = frameShape.slotOf('metadata');
const DIALOG = frameShape.slotOf('body.dialogId');
const CONVERSATION = frameShape.slotOf('body.conversationId');
const SEQUENCE = frameShape.slotOf('body.sequence');
const ORIGINATOR = frameShape.slotOf('body.originatorId');
const ORIGINATOR_PID = frameShape.slotOf('body.originatorPId');
const PARTICIPANT = frameShape.slotOf('body.originatorMetadata.id');
const ROLE_IN_DIALOG = frameShape.slotOf('body.originatorMetadata.role');
const TIMESTAMP = frameShape.slotOf('body.serverTimestamp');
const AUDIENCE = frameShape.slotOf('body.messageAudience');
/** Plain text has these fields and no others: type, content type, message. */
const PLAIN_FIELDS = 3;
const PLAIN = 'text/plain';
const PLAIN_JSON = asJson(PLAIN);

const CONTENT = asJson('ContentEvent');
const OTHER_TYPES = [asJson('RichContentEvent'), asJson('AcceptStatusEvent')];
const CONSUMER = asJson('CONSUMER');
const ASSIGNED_AGENT = asJson('ASSIGNED_AGENT');

/**
 * One event in one dialog. What tells whose it is and where it belongs is made at once; what it says is made when somebody
 * asks: nobody does for the bot's own messages, which come back to it as events.
 */
class OutlinedEvent implements MessageEvent {
  dialogId = '';
  conversationId: string | undefined;
  sequence: number | undefined;
  originatorId: string | undefined;
  originatorPid: string | undefined;
  role: Role | undefined;
  serverTimestamp: number | undefined;
  audience: string | undefined;
  #metadata: readonly Metadata[] | undefined;

  /** What it says, or the JSON of it; and the JSON of its metadata. */
  constructor(
    private said: EventContent | string,
    private metadataText: string | undefined,
  ) {}

  get event(): EventContent {
    if (typeof this.said === 'string') this.said = readEventContent(JSON.parse(this.said)) ?? NOTHING;
    return this.said;
  }

  get metadata(): readonly Metadata[] {
    if (this.#metadata === undefined) {
      this.#metadata = readMetadata(this.metadataText === undefined ? undefined : JSON.parse(this.metadataText));
      this.metadataText = undefined;
    }
    return this.#metadata;
  }
}

/** What the reader below lets nobody see: it takes no event without a type. */
const NOTHING: EventContent = Object.freeze({ type: 'Unknown', wireType: '', raw: Object.freeze({}) });

/** Reads events from the outlines of frames: the same as `readMessageEvent` reads from the objects that they stand for. */
export class EventReader {
  /** Whether all that was looked at is written as usual. */
  #usual = true;

  constructor(private readonly outline: JsonOutline) {}

  /** `undefined` for what is no event, and for one that is written in an unusual way: that is for `readMessageEvent`. */
  read(): MessageEvent | undefined {
    const { outline } = this;
    const said = this.#said();
    if (said === undefined || outline.isNull(METADATA)) return undefined;
    this.#usual = true;
    const read = new OutlinedEvent(said, this.#metadata());
    const pid = outline.has(ORIGINATOR_PID) ? ORIGINATOR_PID : PARTICIPANT;
    read.dialogId = this.#text(DIALOG, ID) ?? '';
    read.conversationId = outline.areSame(CONVERSATION, DIALOG) ? read.dialogId : this.#text(CONVERSATION, ID);
    read.sequence = this.#count(SEQUENCE);
    read.originatorId = this.#text(ORIGINATOR, ID);
    read.originatorPid = outline.areSame(pid, ORIGINATOR) ? read.originatorId : this.#text(pid, ID);
    read.role = this.#role();
    read.serverTimestamp = this.#count(TIMESTAMP);
    read.audience = this.#text(AUDIENCE, ROLE);
    return this.#usual && read.dialogId !== '' ? read : undefined;
  }

  /** Some plain text and nothing beside it, which is the usual thing to say, is made at once; of other events the JSON is kept. */
  #said(): EventContent | string | undefined {
    const { outline } = this;
    const isContent = outline.is(EVENT_TYPE, CONTENT);
    if (!isContent && !OTHER_TYPES.some((type) => outline.is(EVENT_TYPE, type))) return undefined;
    const isPlain = isContent && outline.sizeOf(EVENT) === PLAIN_FIELDS && outline.is(CONTENT_TYPE, PLAIN_JSON);
    const text = isPlain ? outline.text(MESSAGE, Infinity) : undefined;
    return text === undefined ? outline.json(EVENT) : { type: 'ContentEvent', contentType: PLAIN, message: text };
  }

  #role(): Role | undefined {
    if (this.outline.is(ROLE_IN_DIALOG, CONSUMER)) return 'CONSUMER';
    if (this.outline.is(ROLE_IN_DIALOG, ASSIGNED_AGENT)) return 'ASSIGNED_AGENT';
    return this.#text(ROLE_IN_DIALOG, ROLE);
  }

  /** Those of the frame count where the body has none. */
  #metadata(): string | undefined {
    const { outline } = this;
    if (outline.has(METADATA)) return outline.json(METADATA);
    return outline.has(FRAME_METADATA) ? outline.json(FRAME_METADATA) : undefined;
  }

  #text(slot: number, most: number): string | undefined {
    if (!this.outline.has(slot)) return undefined;
    const text = this.outline.text(slot, most);
    if (text === undefined) this.#usual = false;
    return text;
  }

  #count(slot: number): number | undefined {
    if (!this.outline.has(slot)) return undefined;
    const count = this.outline.count(slot);
    if (count === undefined) this.#usual = false;
    return count;
  }
}
