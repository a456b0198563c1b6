import type { IncomingMessage, ServerResponse } from 'node:http';
import { sessionDiagram } from '@holdfast/core';
import { isLoopbackHost, isLoopbackOrigin } from '../loopback/loopback.js';
import { consoleAsset } from '../page/console-asset.js';
import { contentSecurityPolicy } from '../page/content-security-policy.js';
import { html, type PageAsset } from '../page/page-asset.js';
import { guardedHeaders, sendAsset } from '../page/send-asset.js';
import { EventStream } from '../stream/event-stream.js';
import type { SessionSnapshot } from '../wire/session-snapshot.js';
import { sessionHtml, sessionImportMap } from './session-html.js';

/** How a client comes to the events. */
export interface Listening {
  /** Of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The last event that it has heard; 0 if it comes for the first time. */
  readonly lastId: number;
}

export interface SessionSource {
  snapshot(): SessionSnapshot;
  /** Takes a client in; `false` if there are too many. */
  listen(stream: EventStream, listening: Listening): boolean;
}

const policy = contentSecurityPolicy({ importMap: sessionImportMap });

/** Answers every request to a session port. It only reads, and only for those who are on this machine. */
export async function answerSession(
  source: SessionSource,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = { ...guardedHeaders(policy), ...sharing(request.headers.origin) };
  const refusal = refusalOf(request);
  if (refusal !== undefined) return send(response, { ...refusal, headers: { ...headers, ...refusal.headers } });
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session') return send(response, { status: 200, body: source.snapshot(), headers });
  if (path === '/session/diagram') return send(response, { status: 200, body: sessionDiagram(), headers });
  if (path === '/session/events') return listen(source, { request, response, headers });
  const asset = await assetAt(path);
  if (asset !== undefined) return sendAsset(response, asset, policy);
  send(response, { status: 404, body: error('There is nothing at this path.'), headers });
}

function refusalOf({ method, headers: { host, origin } }: IncomingMessage): JsonAnswer | undefined {
  if (!isLoopbackHost(host)) {
    return { status: 403, body: error('The session port answers under the names of this machine only.'), headers: {} };
  }
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    return { status: 403, body: error('The session port answers pages of this machine only.'), headers: {} };
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  return { status: 405, body: error('The session port is read-only.'), headers: { Allow: 'GET, HEAD' } };
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
}

function listen(source: SessionSource, { request, response, headers }: Call): void {
  if (request.method === 'HEAD') {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' }).end();
    return;
  }
  const lastId = Number(request.headers['last-event-id'] ?? 0) || 0;
  if (source.listen(new EventStream(response), { headers, lastId })) return;
  const body = error('Too many clients listen already.');
  send(response, { status: 503, body, headers: { ...headers, 'Retry-After': '5' } });
}

const error = (message: string) => ({ error: message });

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
