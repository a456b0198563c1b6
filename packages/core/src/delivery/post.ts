import { externalIdOf, type Metadata } from '../protocol/metadata.js';
import type { Reply } from './job.js';
import type { OutgoingContent } from './turn.js';

/** One message to be published. */
export interface Post {
  readonly content: OutgoingContent;
  /** Our `ExternalId` for it. */
  readonly id: string;
  readonly reply: Reply;
  readonly outcome: Outcome;
  /** Where the record is read from to find out whether it is there. */
  readonly since: number;
  /** Text that this answers; a reply that repeats it is no sign of a loop when it comes back. */
  readonly answers?: string | undefined;
  /** Whose turn it belongs to, if any. */
  readonly speaker?: { readonly late: boolean };
}

/** Whoever waits for a message to be out. Only the first call of either counts. */
export interface Outcome {
  resolve(sequence: number): void;
  reject(error: unknown): void;
}

/** The id that the frame carries. */
export const idOf = ({ id, content }: Post): string =>
  content.metadata === undefined ? id : (externalIdOf(content.metadata) ?? id);

export function withId(metadata: readonly Metadata[] | undefined, id: string): readonly Metadata[] {
  if (metadata === undefined) return [{ type: 'ExternalId', id }];
  return externalIdOf(metadata) === undefined ? [...metadata, { type: 'ExternalId', id }] : metadata;
}
