import { createHash } from 'node:crypto';

const LIMIT = 64;

/**
 * The `ExternalId` of the `number`-th reply (from 1) of one turn. The same turn gives the same ids in every attempt and
 * every process, so that a reply that is in the platform's record can be recognized. At most 64 characters: a dialog id
 * that is too long for that, or not plain, goes in as a hash.
 *
 * @param turn the message's sequence, or the name of a turn without a message.
 */
export function replyId(dialogId: string, turn: string, number: number): string {
  const plain = `hf:${dialogId}:${turn}:${number}`;
  return plain.length <= LIMIT && PLAIN.test(dialogId) ? plain : `hf-${digest([dialogId, turn, String(number)])}`;
}

/** The `ExternalId` of a message that is no reply, from the key its author gave it. */
export const keyedId = (dialogId: string, key: string): string => `hf-${digest([dialogId, 'key', key])}`;

const PLAIN = /^[\w.-]+$/;

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
