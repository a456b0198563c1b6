import { type ContentEvent, isContent, type MessageEvent, type RichContentEvent } from '../protocol/message-event.js';
import { deepFreeze } from '../protocol/freeze.js';
import { externalIdOf, type Metadata } from '../protocol/metadata.js';
import { type HostedFile, hostedFile } from './hosted-file.js';
import { originatorOf, type Participant } from './participant.js';

/** One thing somebody said, as the platform keeps it. What it shows is frozen: others see the same. */
export class HistoryMessage {
  readonly #event: MessageEvent;

  constructor(event: MessageEvent) {
    this.#event = event;
  }

  /** `<dialogId>:<sequence>`, the same in every process and after every restart. */
  get id(): string {
    return `${this.dialogId}:${this.sequence}`;
  }

  /** The text; empty for content without one, such as a file. */
  get text(): string {
    const { event } = this.#event;
    return event.type === 'ContentEvent' && typeof event.message === 'string' ? event.message : '';
  }

  /** The event as it came over the wire, read and typed. */
  get content(): ContentEvent | RichContentEvent {
    const { event } = this.#event;
    if (!isContent(event)) throw new TypeError('A message holds content; receipts and typing are not messages.');
    return deepFreeze(event);
  }

  /** The file that it shows; `conversation.download(message)` fetches it. */
  get file(): HostedFile | undefined {
    return hostedFile(this.#event.event);
  }

  /** Whether it was for agents and managers only. */
  get private(): boolean {
    return this.#event.audience === 'AGENTS_AND_MANAGERS';
  }

  get dialogId(): string {
    return this.#event.dialogId;
  }

  /** The message's place in its dialog; receipts take places too, so the next message may be more than one away. */
  get sequence(): number {
    return this.#event.sequence ?? 0;
  }

  /** By the platform's clock. */
  get sentAt(): Date {
    return new Date(this.#event.serverTimestamp ?? 0);
  }

  get from(): Participant {
    return originatorOf(this.#event);
  }

  get metadata(): readonly Metadata[] {
    return deepFreeze(this.#event.metadata);
  }

  /** The id in the metadata of a tapped quick reply or button, if the message came from a tap. Source: messaging.md §5.9. */
  get quickReply(): string | undefined {
    return externalIdOf(this.#event.metadata);
  }
}
