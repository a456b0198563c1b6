import {
  type EventContent,
  type MessageEvent,
  type Metadata,
  readEventContent,
  readMetadata,
  type Role,
} from '@holdfast/core/protocol';
import { type JsonOutline, namesOf } from './json-outline.js';

/** As `readMessageEvent` has them. */
const ID = 256;
const ROLE = 64;

const BODY = namesOf(
  'event',
  'metadata',
  'dialogId',
  'conversationId',
  'sequence',
  'originatorMetadata',
  'originatorId',
  'originatorPId',
  'serverTimestamp',
  'messageAudience',
);
const ORIGINATOR = namesOf('id', 'role');
const CONTENT = namesOf('type', 'contentType', 'message');
const PLAIN = 'text/plain';

const TYPES = ['ContentEvent', 'RichContentEvent', 'AcceptStatusEvent'] as const;
const ROLES: readonly Role[] = ['CONSUMER', 'ASSIGNED_AGENT'];

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

  /**
   * `undefined` for what is no event, and for one that is written in an unusual way: that is for `readMessageEvent`.
   *
   * @param beside the metadata of the frame, which count where the body has none.
   */
  read(body: number, beside: number): MessageEvent | undefined {
    const { outline } = this;
    const [event = -1, within = -1, dialog = -1, conversation = -1, sequence = -1, originator = -1, ...rest] =
      outline.fields(body, BODY);
    const [originatorId = -1, originatorPid = -1, timestamp = -1, audience = -1] = rest;
    const [id = -1, role = -1] = outline.fields(originator, ORIGINATOR);
    const said = this.#said(event);
    if (said === undefined || outline.isNull(within)) return undefined;
    this.#usual = true;
    const metadata = within === -1 ? beside : within;
    const pid = originatorPid === -1 ? id : originatorPid;
    const read = new OutlinedEvent(said, metadata === -1 ? undefined : outline.json(metadata));
    read.dialogId = this.#text(dialog, ID) ?? '';
    read.conversationId = outline.areSame(conversation, dialog) ? read.dialogId : this.#text(conversation, ID);
    read.sequence = this.#count(sequence);
    read.originatorId = this.#text(originatorId, ID);
    read.originatorPid = outline.areSame(pid, originatorId) ? read.originatorId : this.#text(pid, ID);
    read.role = this.#oneOf(ROLES, role) ?? this.#text(role, ROLE);
    read.serverTimestamp = this.#count(timestamp);
    read.audience = this.#text(audience, ROLE);
    return this.#usual && read.dialogId !== '' ? read : undefined;
  }

  /** Some plain text and nothing beside it, which is the usual thing to say, is made at once; of other events the JSON is kept. */
  #said(event: number): EventContent | string | undefined {
    const { outline } = this;
    const [type = -1, contentType = -1, message = -1] = outline.fields(event, CONTENT);
    if (this.#oneOf(TYPES, type) === undefined) return undefined;
    const isPlain =
      outline.is(contentType, PLAIN) && outline.is(type, TYPES[0]) && outline.sizeOf(event) === CONTENT.length;
    const text = isPlain ? outline.text(message, Infinity) : undefined;
    return text === undefined ? outline.json(event) : { type: 'ContentEvent', contentType: PLAIN, message: text };
  }

  #oneOf<T extends string>(texts: readonly T[], value: number): T | undefined {
    for (const text of texts) if (this.outline.is(value, text)) return text;
    return undefined;
  }

  #text(value: number, most: number): string | undefined {
    if (value === -1) return undefined;
    const text = this.outline.text(value, most);
    if (text === undefined) this.#usual = false;
    return text;
  }

  #count(value: number): number | undefined {
    if (value === -1) return undefined;
    const count = this.outline.count(value);
    if (count === undefined) this.#usual = false;
    return count;
  }
}
