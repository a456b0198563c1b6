import { ContentError, type OutgoingRequest } from '@holdfast/core/internal';

/** The text of a request frame; an error for what cannot be written as JSON. Source: messaging.md §3. */
export function encodeRequest(id: string, { type, body, headers, metadata }: OutgoingRequest): string | ContentError {
  // What is undefined does not reach the wire.
  const frame = { kind: 'req', id, type, body: body ?? {}, headers, metadata };
  try {
    return JSON.stringify(frame);
  } catch {
    return new ContentError(
      'body',
      `${type} was not sent: its body cannot be written as JSON. Leave out circular references and big integers.`,
    );
  }
}
