import type { IncomingHttpHeaders } from 'node:http';
import {
  AccountBlockedError,
  type Authorization,
  type Authorizer,
  type Call,
  DestinationRefusedError,
  failureCause,
  final,
  type HoldfastError,
  type Logger,
  PlatformUnavailableError,
  RequestRefusedError,
  retryAfter,
  ThrottledError,
  UnexpectedAnswerError,
  withRetries,
} from '@holdfast/core/internal';
import { field, readCount } from '@holdfast/core/protocol';
import { type Answer, type Exchange, type Method, NoAnswer } from './exchange.js';
import { parseJson } from './json-text.js';

/** An answer that a client has asked to see. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; `undefined` for an empty one. */
  readonly body: unknown;
}

/** One request, what its answers mean, and how to speak of it. */
export interface RestRequest<T> {
  readonly method: Method;
  readonly url: string;
  /** Names the request in errors, for example `PUT user`. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly authorizer?: Authorizer;
  /** Statuses that say that the authorization is no longer good. @default [401] */
  readonly renewOn?: readonly number[];
  /** Statuses beside 2xx that `read` understands. */
  readonly understood?: readonly number[];
  /** Whether a 2xx may come without a body. */
  readonly empty?: 'allowed' | 'refused';
  /** A body that is no JSON is handed on as its text. */
  readonly plainText?: boolean;
  /** An answer that got lost is not asked for again: doing it twice would do harm. */
  readonly once?: boolean;
  /** What a human can do about a refusal, said at the end of its message. */
  readonly remedy?: string;
  /** Bytes of the answer that are read at most. @default 1 MiB */
  readonly limit?: number;
  /** The least wait after a 429, in milliseconds. @default 1_000 */
  readonly throttle?: number;
  /** Throws `UnexpectedAnswerError` for a wrong shape; see `misshapen`. */
  readonly read: (answer: RestAnswer) => T;
}

export type Rest = <T>(request: RestRequest<T>, call: Call) => Promise<T>;

export interface RestParts {
  readonly accountId: string;
  readonly exchange: Exchange;
  /** The host could not be reached at all. */
  readonly unreachable?: () => void;
  /** Values have become known that must never be printed. */
  readonly secrets?: (values: readonly string[]) => void;
  readonly log?: Logger;
}

const BODY = 1_048_576;

/**
 * Sends requests by the platform's rules (rest-and-auth.md §4.1): 5xx, 408, time-outs and network failures are retried
 * after `call.retryDelays`; an authorization that has run out is replaced once; nothing else is sent twice.
 */
export const rest =
  (parts: RestParts): Rest =>
  async (request, call) => {
    let renewals = 0;
    const attempt = async (): Promise<Answer> => {
      const { renewOn = [401] } = request;
      for (;;) {
        const authorization = await authorized(request, parts, call);
        if (authorization !== undefined) parts.secrets?.(authorization.secrets);
        const answer = await send(request, parts, { authorization, call });
        if (!renewOn.includes(answer.status) || authorization?.refused === undefined || renewals > 0) return answer;
        renewals += 1;
        authorization.refused();
      }
    };
    const { method, name, once = false } = request;
    return withRetries(once ? { ...call, retryDelays: [] } : call, {
      attempt: async () => read(request, await attempt(), parts),
      isPassing: (error) => error instanceof PlatformUnavailableError,
      failed: ({ error, ...facts }) => {
        const { host } = new URL(request.url);
        const again = facts.retryIn === undefined ? '' : ' and will be tried again';
        parts.log?.warn({ operation: name, method, host, ...facts, error }, `a call of a service failed${again}`);
      },
    });
  };

/** For a readable answer that is not what the service promises. */
export const misshapen = (name: string, fault: string): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    `${name} got an answer ${fault}. Check that nothing between here and LivePerson rewrites answers.`,
  );

/** Whoever authorizes has tried again already. */
async function authorized(
  { authorizer, method, url, name }: RestRequest<unknown>,
  { log }: RestParts,
  call: Call,
): Promise<Authorization | undefined> {
  try {
    return await authorizer?.authorize({ method, url }, call);
  } catch (error) {
    log?.warn({ operation: name, error }, 'a call of a service was not authorized');
    throw final(error);
  }
}

interface Sending {
  readonly authorization: Authorization | undefined;
  readonly call: Call;
}

async function send(
  request: RestRequest<unknown>,
  { exchange, unreachable, accountId }: RestParts,
  { authorization, call }: Sending,
): Promise<Answer> {
  const { method, headers, limit = BODY } = request;
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(authorization?.query ?? {})) url.searchParams.set(name, value);
  const body = bodyOf(request);
  try {
    return await exchange(
      {
        method,
        url: url.href,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': body.type }),
          ...headers,
          ...authorization?.headers,
        },
        ...(body === undefined ? {} : { body: body.bytes }),
        limit,
      },
      call,
    );
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    unreachable?.();
    throw unanswered(`Account ${accountId}: ${request.name}`, url.host, error.code);
  }
}

function bodyOf({ json, form }: RestRequest<unknown>): { type: string; bytes: Uint8Array } | undefined {
  if (form !== undefined) {
    const text = new URLSearchParams(form).toString();
    return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(text) };
  }
  return json === undefined ? undefined : { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) };
}

/** A certificate that is no good, or an old TLS: trying again soon is pointless. */
const TLS_REFUSAL = /CERT|^ERR_TLS_|^ERR_SSL_|^UNABLE_TO_VERIFY|^EPROTO$|^HOSTNAME_MISMATCH$/;

function unanswered(task: string, host: string, code: string): HoldfastError {
  const cause = failureCause(code);
  if (TLS_REFUSAL.test(code)) {
    const message = `${task} was not sent, since ${host} could not prove who it is (${code}). Check this machine's clock, the proxy, and the option ca.`;
    return new DestinationRefusedError(host, message, { cause });
  }
  return new PlatformUnavailableError(
    `${task} got no answer from ${host} (${code}). Check the network, the name service and the proxy.`,
    undefined,
    undefined,
    { cause },
  );
}

function read<T>(request: RestRequest<T>, answer: Answer, { accountId }: RestParts): T {
  const { status, headers } = answer;
  const task = `Account ${accountId}: ${request.name}`;
  const understood = (status >= 200 && status < 300) || request.understood?.includes(status) === true;
  if (!understood) throw refusal(request, answer, task);
  if (answer.bytes === undefined) throw misshapen(task, 'that is larger than it may be');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw misshapen(task, 'in an encoding that nobody asked for');
  const text = Buffer.from(answer.bytes).toString('utf8');
  if (text.trim() === '') {
    if (status < 300 && request.empty !== 'allowed') throw misshapen(task, `that is empty (HTTP ${status})`);
    return request.read({ status, headers, body: undefined });
  }
  const parsed = parseJson(text);
  if (parsed !== undefined) return request.read({ status, headers, body: parsed.value });
  if (request.plainText !== true && status < 300) throw misshapen(task, `that is not JSON (HTTP ${status})`);
  return request.read({ status, headers, body: text });
}

/** Of a refusal's body only a small number and a word of OAuth are repeated: the rest may echo what we sent. */
function refusal(request: RestRequest<unknown>, answer: Answer, task: string): HoldfastError {
  const { status, headers } = answer;
  const { name, remedy = 'Check what was asked for, and the privileges of who asked', throttle = 1_000 } = request;
  const fact = factOf(answer);
  const asked = retryAfter(headers['retry-after'], { serverDate: headers.date });
  if (status >= 500 || status === 408) {
    return new PlatformUnavailableError(`${task} failed (${fact}). Try again later.`, status, asked);
  }
  if (status === 429) {
    const wait = Math.max(asked ?? 0, throttle);
    return new ThrottledError(`${task} was throttled (${fact}). Wait at least ${wait} ms.`, wait);
  }
  if (status === 451) {
    return new AccountBlockedError(`${task} is blocked by LivePerson (${fact}). Only their support can lift it.`);
  }
  if (status >= 400) return new RequestRefusedError(name, status, `${task} was refused (${fact}). ${remedy}.`);
  return new UnexpectedAnswerError(
    `${task} was redirected (${fact}), which is never followed. Check the host and the proxy.`,
  );
}

const OAUTH_PROBLEM = /^oauth_problem=([a-z_]{1,40})/;

function factOf({ status, bytes }: Answer): string {
  const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
  const problem = OAUTH_PROBLEM.exec(text)?.[1];
  if (problem !== undefined) return `HTTP ${status}, ${problem}`;
  const body = parseJson(text)?.value;
  const inner = field(body, 'error') ?? field(body, 'body');
  const code = readCount(
    field(inner, 'internalCode') ??
      field(body, 'internalCode') ??
      field(inner, 'errorCode') ??
      field(body, 'internalErrorCode'),
  );
  return code === undefined || code > 999_999 ? `HTTP ${status}` : `HTTP ${status}, internal code ${code}`;
}
