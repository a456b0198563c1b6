import { type EventContent, type MessageEvent, type Metadata, textOf } from '@holdfast/core/protocol';

/** Something that was said in a conversation, by whichever side. */
export interface ConsumerMessage {
  /** `<dialogId>:<sequence>` */
  readonly id: string;
  /** The text, the caption of a file, or the texts of structured content, line by line. */
  readonly text: string;
  readonly content: EventContent;
  readonly dialogId: string;
  readonly sequence: number;
  /** By the platform's clock. */
  readonly sentAt?: Date;
  /** `CONSUMER` for what the consumer said himself. */
  readonly role?: string;
  readonly metadata: readonly Metadata[];
}

/** The message that an event is; receipts and typing are none. */
export function consumerMessage(event: MessageEvent): ConsumerMessage | undefined {
  const { dialogId, sequence, role, serverTimestamp, metadata } = event;
  const text = textOf(event.event);
  if (text === undefined || sequence === undefined) return undefined;
  return {
    id: `${dialogId}:${sequence}`,
    text,
    content: event.event,
    dialogId,
    sequence,
    ...(serverTimestamp === undefined ? {} : { sentAt: new Date(serverTimestamp) }),
    ...(role === undefined ? {} : { role }),
    metadata,
  };
}
