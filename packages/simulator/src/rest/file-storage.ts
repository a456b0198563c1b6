import type { Account } from '../model/account.js';
import { readBody, type Route, sendJson } from './router.js';

/** Storing and fetching files at addresses that were asked for on a socket. Source: messaging.md §5.12. */
export const fileRoutes = ({ files }: Account): readonly Route[] => [
  {
    method: 'PUT',
    path: '/v1/*',
    handle: async ({ path, query, request, response }) => {
      const bytes = await readBody(request, files.maxBytes);
      files.put(decodeURI(path), query.get('temp_url_sig'), bytes);
      sendJson(response, 201);
    },
  },
  {
    method: 'GET',
    path: '/v1/*',
    handle: ({ path, query, response }) => {
      const { contentType, bytes } = files.get(decodeURI(path), query.get('temp_url_sig'));
      response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': bytes.length }).end(bytes);
    },
  },
];
