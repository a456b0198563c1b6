import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../refusal.js';

/** One request and its answer, as a route sees them. */
export interface Exchange {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments separated by `/`; `:name` takes any one segment, a final `*` the rest. It is what the log shows. */
  readonly path: string;
  readonly handle: (exchange: Exchange) => void | Promise<void>;
}

/** The route for a request, with the values of its placeholders. */
export function findRoute(
  routes: readonly Route[],
  { method, path }: { readonly method: string; readonly path: string },
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  const open = expected.at(-1) === '*';
  if (open ? given.length < expected.length : given.length !== expected.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of (open ? expected.slice(0, -1) : expected).entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decoded(value);
    else if (segment !== value) return undefined;
  }
  return params;
}

/** A segment that is not well encoded stays as it came, and so matches nothing that exists. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function sendJson(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) {
    response.writeHead(status, { 'Content-Length': 0 }).end();
    return;
  }
  const text = JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

/** @throws Refusal 413 for a body of more than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection must outlive a refusal: its client is to read why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxBytes) throw new Refusal(413, 'the body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const JSON_BODY = 65_536;

/** @throws Refusal 400 for a body that is not JSON; an empty one reads as `undefined`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, JSON_BODY)).toString('utf8');
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new Refusal(400, 'Bad Request: the body is not JSON');
  }
}
