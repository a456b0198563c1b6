import type { FaultHttpAnswer } from './fault-action.js';

export function bodyBytes({ body }: FaultHttpAnswer): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(JSON.stringify(body));
}

/** The headers of an answer; without a type of its own, an object is JSON. */
export function headersOf({ body, headers = {} }: FaultHttpAnswer): Readonly<Record<string, string>> {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return isJson && !typed ? { 'Content-Type': 'application/json', ...headers } : headers;
}
