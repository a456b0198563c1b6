import type { ServerResponse } from 'node:http';
import { Refusal } from '../refusal.js';
import type { Route } from '../rest/router.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { pageAsset } from './page-asset.js';
import { pageHtml } from './page-html.js';

/** The chat page on `/`, and everything it loads below `/page/`. */
export const pageRoutes = (accountId: string): readonly Route[] => [
  {
    method: 'GET',
    path: '/',
    handle: ({ response }) => send(response, { type: 'text/html; charset=utf-8', body: pageHtml(accountId) }),
  },
  {
    method: 'GET',
    path: '/page/*',
    handle: async ({ path, response }) => {
      const asset = await pageAsset(path);
      if (asset === undefined) throw new Refusal(404, 'the page has no such file');
      send(response, asset);
    },
  },
];

function send(response: ServerResponse, { type, body }: { readonly type: string; readonly body: string }): void {
  response
    .writeHead(200, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    })
    .end(body);
}
