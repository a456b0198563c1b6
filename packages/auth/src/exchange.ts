import { once } from 'node:events';
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '@holdfast/core/protocol';
import got, { type OptionsInit, type Request, type Response } from 'got';
import type { Agents } from './keep-alive-agents.js';
import type { LoginCookies } from './login-cookies.js';
import { failureCode, isClosedConnection, isHttpViolation } from './network-failure.js';

/** One HTTP request. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly json?: JsonObject;
  readonly form?: Readonly<Record<string, string>>;
  /** Read for the request, and written by its answer. */
  readonly cookies?: LoginCookies;
}

/** Milliseconds in total, and what ends the exchange earlier. */
export interface Limits {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The decoded body, or the word for why it could not be had. */
  readonly body: { readonly text: string } | { readonly fault: string };
}

/** No answer: a time-out or a failure of the network, by its code. Never leaves the package. */
export class NoAnswer extends Error {
  /** @param reused whether the connection had served before and ended without a byte of an answer. */
  constructor(
    readonly code: string,
    readonly reused: boolean,
  ) {
    super(code);
  }
}

export type Exchange = (outgoing: Outgoing, limits: Limits) => Promise<Answer>;

export interface Connection {
  readonly agents: Required<Agents>;
  readonly ca?: string | Buffer | (string | Buffer)[];
}

export const TIMED_OUT = 'ETIMEDOUT';
const MAX_BODY = 1_048_576;

/**
 * Makes the one function through which every request of this package goes. It follows no redirect, retries nothing,
 * verifies certificates, and reads at most 1 MiB of decoded body.
 *
 * The function rejects with `NoAnswer`, or with the reason of the signal.
 */
export function httpExchange(connection: Connection): Exchange {
  return async (outgoing, limits) => {
    const startedAt = performance.now();
    try {
      return await attempt(connection, outgoing, limits);
    } catch (error) {
      // The server closed the idle connection while we were picking it up, so it hardly saw the request.
      if (!(error instanceof NoAnswer && error.reused && isClosedConnection(error.code))) throw error;
      const spent = performance.now() - startedAt;
      return attempt(connection, outgoing, { ...limits, timeout: Math.max(limits.timeout - spent, 1) });
    }
  };
}

/** The deadline is ours and not got's: it covers everything from the look-up to the last byte of the decoded body. */
async function attempt(connection: Connection, outgoing: Outgoing, { timeout, signal }: Limits): Promise<Answer> {
  signal.throwIfAborted();
  const end = new AbortController();
  const abort = (): void => end.abort();
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    end.abort();
  }, timeout);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await transfer(
      got.stream(outgoing.url, { ...streamOptions(outgoing, end.signal), ...routeOf(connection, outgoing) }),
    );
  } catch (error) {
    signal.throwIfAborted();
    throw late ? new NoAnswer(TIMED_OUT, false) : error;
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', abort);
  }
}

const streamOptions = (
  { method, json, form, cookies }: Outgoing,
  signal: AbortSignal,
): OptionsInit & { isStream: true } => ({
  isStream: true,
  headers: { accept: 'application/json', 'user-agent': 'holdfast' },
  retry: { limit: 0 },
  followRedirect: false,
  throwHttpErrors: false,
  ignoreInvalidCookies: true,
  method,
  signal,
  ...(json === undefined ? {} : { json }),
  ...(form === undefined ? {} : { form: { ...form } }),
  ...(cookies === undefined ? {} : { cookieJar: cookies }),
});

/** Given with each request: a client of got's own making would hold a copy of all of got's options for each bot. */
const routeOf = ({ agents, ca }: Connection, { url }: Outgoing): Pick<OptionsInit, 'agent' | 'https'> => ({
  agent: url.startsWith('https:') ? { https: agents.https } : { http: agents.http },
  https: { rejectUnauthorized: true, ...(ca === undefined ? {} : { certificateAuthority: ca }) },
});

async function transfer(stream: Request): Promise<Answer> {
  let request: ClientRequest | undefined;
  stream.on('request', (sent: ClientRequest) => (request = sent));
  // got may report a second failure after the first; that one has nobody to go to.
  stream.on('error', () => undefined);
  let response: Response;
  try {
    [response] = (await once(stream, 'response')) as [Response];
  } catch (error) {
    throw new NoAnswer(failureCode(error), request?.reusedSocket ?? false);
  }
  const { statusCode: status, headers } = response;
  return { status, headers, body: await readBody(stream, response) };
}

/** What ends the transfer of a body that matters is thrown; of a refusal, the status is answer enough. */
async function readBody(stream: Request, { statusCode, headers }: Response): Promise<Answer['body']> {
  const redirected = statusCode >= 300 && statusCode < 400;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (redirected || encoding !== 'identity') {
    stream.destroy();
    return { fault: redirected ? 'not read' : 'in an encoding that nobody asked for' };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > MAX_BODY) return { fault: 'larger than 1 MiB' };
      chunks.push(bytes);
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch (error) {
    if (statusCode < 300 && isAborted(error)) throw error;
    return { fault: isHttpViolation(failureCode(error)) ? 'not valid HTTP' : 'cut short or damaged' };
  }
}

const isAborted = (error: unknown): boolean =>
  failureCode(error) === 'ERR_ABORTED' || failureCode(error) === 'ABORT_ERR';
