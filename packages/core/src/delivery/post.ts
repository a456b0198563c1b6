import { externalIdOf, type Metadata } from '../protocol/metadata.js';
import type { Reply } from './job.js';
import type { OutgoingContent } from './turn.js';

/** One message to be published. */
export interface Post extends Outcome {
  readonly content: OutgoingContent;
  /** Our `ExternalId` for it. */
  readonly id: string;
  /** Where the record is read from to find out whether it is there. */
  readonly since: number;
  /** Text that this answers; a reply that repeats it is no sign of a loop when it comes back. */
  readonly answers?: string | undefined;
  /** Whose turn it belongs to, if any. */
  readonly speaker?: { readonly late: boolean };
  /** What is known of it; `undefined` before there is anything to know. */
  readonly reply: Reply | undefined;
  /** The same, made if there is none yet. */
  noted(): Reply;
}

/** Whoever waits for a message to be out. Only the first call of either counts. */
export interface Outcome {
  resolve(sequence: number): void;
  reject(error: unknown): void;
}

/** The id that the frame carries. */
export const idOf = (post: Post): string => authorsIdOf(post) ?? post.id;

/** An id that the author has given it, in the place of ours. */
export const authorsIdOf = ({ content: { metadata } }: Post): string | undefined =>
  metadata === undefined ? undefined : externalIdOf(metadata);

/** What goes along with it on the frame: the author's metadata and, among it, its id. */
export function metadataOf({ id, content: { metadata } }: Post): readonly Metadata[] {
  const own = { type: 'ExternalId', id };
  if (metadata === undefined) return [own];
  return externalIdOf(metadata) === undefined ? [...metadata, own] : metadata;
}
