import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { type DeadlineTerms, failureCode, responseTo, withDeadline } from '@holdfast/core/internal';

/** How requests reach their host. */
export interface Connection {
  /** Connection pools to use instead of Node's own, for example those of a proxy. */
  readonly agents?: { readonly http: http.Agent; readonly https: https.Agent };
  /** Certificate authorities to trust instead of Node's own, in PEM. Turns off no check. */
  readonly ca?: string | Buffer | (string | Buffer)[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Outgoing {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Bytes of the answer that are read at most. */
  readonly limit: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** `undefined` for more than the limit. */
  readonly bytes: Uint8Array | undefined;
}

/** No answer: a time-out or a failure of the network, by its code. Never leaves the package. */
export class NoAnswer extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export type Exchange = (outgoing: Outgoing, limits: DeadlineTerms) => Promise<Answer>;

/**
 * The one function through which every request of this package goes. It follows no redirect, retries nothing, decodes
 * nothing and verifies certificates. It rejects with `NoAnswer`, or with the reason of the signal.
 */
export function httpExchange(connection: Connection): Exchange {
  return (outgoing, limits) =>
    withDeadline(
      limits,
      (end) => answered(connection, outgoing, end),
      () => new NoAnswer('ETIMEDOUT'),
    );
}

/** Certificates are verified, whatever the environment says. */
function openRequest({ agents, ca }: Connection, { method, url, headers, body }: Outgoing): ClientRequest {
  const size = body === undefined ? {} : { 'content-length': body.byteLength };
  const options = { method, headers: { 'user-agent': 'holdfast', ...headers, ...size } } satisfies RequestOptions;
  const request = url.startsWith('https:')
    ? https.request(url, {
        ...options,
        rejectUnauthorized: true,
        ...(ca === undefined ? {} : { ca }),
        ...(agents === undefined ? {} : { agent: agents.https }),
      })
    : http.request(url, { ...options, ...(agents === undefined ? {} : { agent: agents.http }) });
  return request.end(body);
}

async function answered(connection: Connection, outgoing: Outgoing, end: AbortSignal): Promise<Answer> {
  try {
    const response = await responseTo<IncomingMessage>(openRequest(connection, outgoing), end);
    const { statusCode: status = 0, headers } = response;
    return { status, headers, bytes: await readBytes(response, outgoing.limit) };
  } catch (error) {
    throw new NoAnswer(failureCode(error));
  }
}

async function readBytes(response: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) return undefined; // leaving the loop ends the connection
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
