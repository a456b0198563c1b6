import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type DeadlineTerms, failureCode, responseTo, withDeadline } from '@holdfast/core/internal';
import { decoded, isDecodable } from './decoded.js';
import { isClosedConnection, isHttpViolation } from './network-failure.js';
import { type Connection, openRequest, type Outgoing } from './open-request.js';

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

export type Exchange = (outgoing: Outgoing, limits: DeadlineTerms) => Promise<Answer>;

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

/** The deadline covers everything from the look-up of the host to the last byte of the decoded body. */
const attempt = (connection: Connection, outgoing: Outgoing, limits: DeadlineTerms): Promise<Answer> =>
  withDeadline(
    limits,
    (end) => transfer(openRequest(connection, outgoing), outgoing, end),
    () => new NoAnswer(TIMED_OUT, false),
  );

/** Ends when the signal does, even while a pool or a proxy has not given the request its connection yet. */
async function transfer(request: ClientRequest, { url, cookies }: Outgoing, end: AbortSignal): Promise<Answer> {
  let failure: unknown;
  request.on('error', (error) => (failure ??= error));
  const response = await responseTo<IncomingMessage>(request, end).catch((error: unknown) => {
    throw new NoAnswer(failureCode(error), request.reusedSocket);
  });
  const { statusCode: status = 0, headers } = response;
  for (const header of headers['set-cookie'] ?? []) cookies?.take(header, url);
  const fault = faultOf(status, headers);
  if (fault !== undefined) {
    request.destroy();
    return { status, headers, body: { fault } };
  }
  try {
    return { status, headers, body: await readBody(response) };
  } catch (error) {
    // Of a refusal, the status is answer enough.
    if (status < 300 && end.aborted) throw error;
    const cause = isHttpViolation(failureCode(failure)) ? 'not valid HTTP' : 'cut short or damaged';
    return { status, headers, body: { fault: cause } };
  }
}

/** Why a body is not read at all. */
function faultOf(status: number, headers: IncomingHttpHeaders): string | undefined {
  if (status >= 300 && status < 400) return 'not read';
  return isDecodable(headers) ? undefined : 'in an encoding that nobody asked for';
}

async function readBody(response: IncomingMessage): Promise<Answer['body']> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY) return TOO_LARGE; // leaving the loop ends the connection
    chunks.push(bytes);
  }
  const bytes = await decoded(Buffer.concat(chunks), response.headers, MAX_BODY);
  return bytes === undefined ? TOO_LARGE : { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
}

const TOO_LARGE = Object.freeze({ fault: 'larger than 1 MiB' });
