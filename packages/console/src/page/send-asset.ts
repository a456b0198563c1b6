import type { ServerResponse } from 'node:http';
import type { PageAsset } from './page-asset.js';

/** What every answer says about itself: it is what it says it is, and nobody keeps it. */
export const guardedHeaders = (policy: string) => ({
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});

/** Answers with a file of a page. */
export function sendAsset(response: ServerResponse, { type, body }: PageAsset, policy: string): void {
  response
    .writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...guardedHeaders(policy) })
    .end(body);
}
