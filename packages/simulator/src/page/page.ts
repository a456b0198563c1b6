import { html, sendAsset } from '@holdfast/console/internal';
import { Refusal } from '../refusal.js';
import type { Exchange, Route } from '../rest/router.js';
import { pagePolicy } from './content-security-policy.js';
import { pageAsset } from './page-asset.js';
import { pageHtml } from './page-html.js';

/** The page on `/`, and everything it loads: its own below `/page/`, what it shares with session ports below `/console/`. */
export const pageRoutes = (accountId: string): readonly Route[] => [
  {
    method: 'GET',
    path: '/',
    handle: ({ response }) => sendAsset(response, html(pageHtml(accountId)), pagePolicy),
  },
  { method: 'GET', path: '/page/*', handle: sendFile },
  { method: 'GET', path: '/console/*', handle: sendFile },
];

async function sendFile({ path, response }: Exchange): Promise<void> {
  const asset = await pageAsset(path);
  if (asset === undefined) throw new Refusal(404, 'the page has no such file');
  sendAsset(response, asset, pagePolicy);
}
