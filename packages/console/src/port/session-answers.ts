import type { IncomingMessage, ServerResponse } from 'node:http';
import { sessionDiagram } from '@holdfast/core';
import { isLoopbackHost, isLoopbackOrigin } from '../loopback/loopback.js';
import { consoleAsset } from '../page/console-asset.js';
import { contentSecurityPolicy } from '../page/content-security-policy.js';
import { html, type PageAsset } from '../page/page-asset.js';
import { guardedHeaders, sendAsset } from '../page/send-asset.js';
import { EventStream } from '../stream/event-stream.js';
import type { SessionSnapshot } from '../wire/session-snapshot.js';
import { sessionHtml } from './session-html.js';

export interface SessionSource {
  snapshot(): SessionSnapshot;
  /** Takes a client in; `false` if there are too many. */
  listen(
    stream: EventStream,
    opened: { readonly headers: Readonly<Record<string, string>>; readonly lastId: number },
  ): boolean;
}

const policy = contentSecurityPolicy({});

/** Answers every request to a session port. It only reads, and only for those who are on this machine. */
export async function answerSession(
  source: SessionSource,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', headers } = request;
  const headersOut = { ...guardedHeaders(policy), ...sharing(headers.origin) };
  const refuse = (status: number, message: string, more = {}): void =>
    send(response, { status, body: { error: message }, headers: { ...headersOut, ...more } });
  const { host, origin } = headers;
  if (!isLoopbackHost(host)) return refuse(403, 'The session port answers under the names of this machine only.');
  if (origin !== undefined && !isLoopbackOrigin(origin))
    return refuse(403, 'The session port answers pages of this machine only.');
  if (method !== 'GET' && method !== 'HEAD')
    return refuse(405, 'The session port is read-only.', { Allow: 'GET, HEAD' });

  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session') return send(response, { status: 200, body: source.snapshot(), headers: headersOut });
  if (path === '/session/diagram') return send(response, { status: 200, body: sessionDiagram(), headers: headersOut });
  if (path === '/session/events') {
    if (method === 'HEAD')
      return void response.writeHead(200, { ...headersOut, 'Content-Type': 'text/event-stream' }).end();
    const lastId = Number(headers['last-event-id'] ?? 0) || 0;
    if (source.listen(new EventStream(response), { headers: headersOut, lastId })) return undefined;
    return refuse(503, 'Too many clients listen already.', { 'Retry-After': '5' });
  }
  const asset = await assetAt(path);
  if (asset === undefined) return refuse(404, 'There is nothing at this path.');
  sendAsset(response, asset, policy);
}

const assetAt = (path: string): Promise<PageAsset | undefined> =>
  path === '/' ? Promise.resolve(html(sessionHtml)) : consoleAsset(path);

/** A page of this machine may read the answers, also one of another port. */
const sharing = (origin: string | undefined): Readonly<Record<string, string>> =>
  origin === undefined || !isLoopbackOrigin(origin) ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };

interface JsonAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

function send(response: ServerResponse, { status, body, headers }: JsonAnswer): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text);
}
