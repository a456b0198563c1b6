import {
  type ContentEvent,
  externalIdOf,
  field,
  isContent,
  type MessageEvent,
  readText,
  type RichContentEvent,
} from '@holdfast/core/protocol';
import { type Choice, readQuickReplies } from './choice.js';
import { readSharedFile, type SharedFile } from './file.js';
import { readRichElement, type RichElement } from './rich-element.js';

export type Side = 'consumer' | 'brand';

/** Something said in a dialog. */
export interface ChatMessage {
  readonly sequence: number;
  readonly side: Side;
  readonly speaker: string;
  readonly role: string;
  /** Epoch ms by the platform's clock. */
  readonly at?: number;
  readonly body: Body;
  readonly quickReplies: readonly Choice[];
  /** By which its sender knows it again. */
  readonly externalId?: string;
}

export type Body =
  /** To be shown as it is: no markup of any kind means anything in it. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rich'; readonly element: RichElement }
  | { readonly kind: 'file'; readonly file: SharedFile };

export const sideOf = ({ role }: MessageEvent): Side => (role === 'CONSUMER' ? 'consumer' : 'brand');

/** What an event says; `undefined` for receipts, typing, unknown events, and anything without a place in the order. */
export function readChatMessage(message: MessageEvent): ChatMessage | undefined {
  const { sequence, serverTimestamp, role = '', originatorPid, originatorId, event } = message;
  if (sequence === undefined || !isContent(event)) return undefined;
  const externalId = externalIdOf(message.metadata);
  return {
    sequence,
    side: sideOf(message),
    speaker: originatorPid ?? originatorId ?? '',
    role,
    ...(serverTimestamp === undefined ? {} : { at: serverTimestamp }),
    body: readBody(event),
    quickReplies: readQuickReplies(event.quickReplies),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

function readBody(event: ContentEvent | RichContentEvent): Body {
  if (event.type === 'RichContentEvent') return { kind: 'rich', element: readRichElement(event.content) };
  const file = event.contentType === 'hosted/file' ? readSharedFile(event.message) : undefined;
  return file === undefined ? { kind: 'text', text: plainText(event.message) } : { kind: 'file', file };
}

function plainText(message: unknown): string {
  if (typeof message === 'string') return message;
  const caption = readText(field(message, 'caption'), 1_000);
  const fileType = readText(field(message, 'fileType'), 16) ?? 'unknown type';
  return `Attachment${caption === undefined ? '' : `: ${caption}`} (${fileType})`;
}
