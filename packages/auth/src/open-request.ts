import http, { type ClientRequest, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { JsonObject } from '@holdfast/core/protocol';
import { ENCODINGS } from './decoded.js';
import type { Agents } from './keep-alive-agents.js';
import type { LoginCookies } from './login-cookies.js';

/** One HTTP request. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly json?: JsonObject;
  readonly form?: Readonly<Record<string, string>>;
  /** Read for the request, and written by its answer. */
  readonly cookies?: LoginCookies;
}

export interface Connection {
  readonly agents: Required<Agents>;
  readonly ca?: string | Buffer | (string | Buffer)[];
}

/** Sends a request; certificates are verified, whatever the environment says. */
export function openRequest({ agents, ca }: Connection, outgoing: Outgoing): ClientRequest {
  const { method, url } = outgoing;
  const body = bodyOf(outgoing);
  const options = { method, headers: { ...headersOf(outgoing), ...body?.headers } } satisfies RequestOptions;
  const request = url.startsWith('https:')
    ? https.request(url, {
        ...options,
        agent: agents.https,
        rejectUnauthorized: true,
        ...(ca === undefined ? {} : { ca }),
      })
    : http.request(url, { ...options, agent: agents.http });
  return request.end(body?.text);
}

function headersOf({ url, cookies }: Outgoing): OutgoingHttpHeaders {
  const cookie = cookies?.headerFor(url) ?? '';
  return {
    accept: 'application/json',
    'accept-encoding': ENCODINGS,
    'user-agent': 'holdfast',
    ...(cookie === '' ? {} : { cookie }),
  };
}

function bodyOf({ json, form }: Outgoing): { text: string; headers: OutgoingHttpHeaders } | undefined {
  if (json !== undefined) return written(JSON.stringify(json), 'application/json');
  return form && written(new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded');
}

const written = (text: string, type: string): { text: string; headers: OutgoingHttpHeaders } => ({
  text,
  headers: { 'content-type': type, 'content-length': Buffer.byteLength(text) },
});
