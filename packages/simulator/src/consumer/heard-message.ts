import type { MessageEvent } from '@holdfast/core/protocol';

/** Something the other side said. */
export interface HeardMessage extends MessageEvent {
  /** The text, or the texts of a rich content, line by line. */
  readonly text: string;
}
