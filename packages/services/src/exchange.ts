import { once } from 'node:events';
import type http from 'node:http';
import type https from 'node:https';
import got, { type OptionsInit, type Request, type Response } from 'got';
import { failureCode } from './failure-code.js';

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

export interface Limits {
  /** Milliseconds in total, from the look-up to the last byte. */
  readonly timeout: number;
  readonly signal: AbortSignal;
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

export type Exchange = (outgoing: Outgoing, limits: Limits) => Promise<Answer>;

/**
 * The one function through which every request of this package goes. It follows no redirect, retries nothing and verifies
 * certificates. It rejects with `NoAnswer`, or with the reason of the signal.
 */
export function httpExchange(connection: Connection): Exchange {
  return async (outgoing, { timeout, signal }) => {
    signal.throwIfAborted();
    const deadline = AbortSignal.timeout(timeout);
    const options = streamOptions(outgoing, AbortSignal.any([signal, deadline]));
    const stream = got.stream(outgoing.url, { ...options, ...routeOf(connection) });
    try {
      return await answered(stream, outgoing.limit);
    } catch (error) {
      signal.throwIfAborted();
      throw new NoAnswer(deadline.aborted ? 'ETIMEDOUT' : failureCode(error));
    }
  };
}

const streamOptions = (outgoing: Outgoing, signal: AbortSignal): OptionsInit & { isStream: true } => {
  const { method, headers, body } = outgoing;
  return {
    isStream: true,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    method,
    signal,
    headers: { 'user-agent': 'holdfast', ...headers },
    ...(body === undefined ? {} : { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }),
    // got would wait for somebody to write into the stream of any other method than GET.
    ...(body === undefined && method !== 'GET' ? { body: Buffer.alloc(0) } : {}),
  };
};

/** Given with each request: a client of got's own making would hold a copy of all of got's options for each bot. */
const routeOf = ({ agents, ca }: Connection): Pick<OptionsInit, 'agent' | 'https'> => ({
  ...(agents === undefined ? {} : { agent: agents }),
  https: { rejectUnauthorized: true, ...(ca === undefined ? {} : { certificateAuthority: ca }) },
});

async function answered(stream: Request, limit: number): Promise<Answer> {
  // got may report a second failure after the first; that one has nobody to go to.
  stream.on('error', () => undefined);
  const [{ statusCode: status, headers }] = (await once(stream, 'response')) as [Response];
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) return { status, headers, bytes: undefined }; // leaving the loop ends the stream
    chunks.push(bytes);
  }
  return { status, headers, bytes: Buffer.concat(chunks) };
}
