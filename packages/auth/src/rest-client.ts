import {
  AccountBlockedError,
  type Call,
  failureCause,
  final,
  type HoldfastError,
  PlatformUnavailableError,
  retryAfter,
  ThrottledError,
  UnexpectedAnswerError,
  withRetries,
} from '@holdfast/core/internal';
import { field, readCount } from '@holdfast/core/protocol';
import { type Answer, type Exchange, NoAnswer, TIMED_OUT } from './exchange.js';
import { isHttpViolation, isTlsRefusal } from './network-failure.js';
import type { Outgoing } from './open-request.js';

/** One request, what its answers mean, and how to speak of it. */
export interface RestRequest<T> {
  readonly outgoing: Outgoing;
  /** The start of each message, for example `Account 1234: the login of user bot`. */
  readonly task: string;
  /** Reads the body of a 2xx; `undefined` stands for an empty one. Throws `UnexpectedAnswerError` if the shape is wrong. */
  readonly read: (body: unknown) => T;
  /** Whether a 2xx may come without a body. */
  readonly empty?: 'allowed' | 'refused';
  /** The error for a 4xx without a meaning of its own. `fact` is `HTTP 401` or `HTTP 401, internal code 10`. */
  readonly refused: (status: number, fact: string) => HoldfastError;
  /** The least wait after a 429, in milliseconds. */
  readonly throttle: number;
}

export type RestClient = <T>(request: RestRequest<T>, call: Call) => Promise<T>;

/** How long a server whose certificate or TLS version is not acceptable is left alone, in milliseconds. */
const TLS_WAIT = 60_000;

/**
 * Sends requests by the platform's rules: 5xx, 408, time-outs, network failures and unreadable bodies are retried after
 * `call.retryDelays`; 3xx, other 4xx, TLS refusals and readable bodies of the wrong shape are not.
 */
export const restClient =
  (exchange: Exchange): RestClient =>
  (request, call) =>
    withRetries(call, {
      attempt: async (rule) => {
        let answer: Answer;
        try {
          answer = await exchange(request.outgoing, call);
        } catch (error) {
          throw error instanceof NoAnswer ? unanswered(request, error.code, call.timeout) : error;
        }
        const asked = retryAfter(answer.headers['retry-after'], { serverDate: answer.headers.date });
        if (answer.status >= 300) throw refusal(request, answer, { rule, asked });
        return readBody(request, answer);
      },
    });

function unanswered({ task, outgoing }: RestRequest<unknown>, code: string, timeout: number): Error {
  const { host } = new URL(outgoing.url);
  const cause = failureCause(code);
  if (isTlsRefusal(code)) {
    const message = `${task} was not sent, since ${host} could not prove who it is (${code}). Check this machine's clock, the proxy, and the option ca.`;
    return final(new PlatformUnavailableError(message, undefined, TLS_WAIT, { cause }));
  }
  if (isHttpViolation(code)) {
    const message = `${task} was answered by ${host} with something that is not HTTP (${code}). Check the host and the proxy.`;
    return new UnexpectedAnswerError(message, { cause });
  }
  const message =
    code === TIMED_OUT
      ? `${task} was not answered by ${host} within ${timeout} ms. Check the network and the proxy.`
      : `${task} did not get through to ${host} (${code}). Check the network, the name service and the proxy.`;
  return new PlatformUnavailableError(message, undefined, undefined, { cause });
}

interface Waits {
  readonly rule: number;
  /** What `Retry-After` says. */
  readonly asked: number | undefined;
}

function refusal(request: RestRequest<unknown>, answer: Answer, { rule, asked }: Waits): Error {
  const { task } = request;
  const { status } = answer;
  const fact = factOf(answer);
  if (status >= 500 || status === 408) {
    const wait = asked === undefined ? undefined : Math.max(asked, rule);
    return new PlatformUnavailableError(
      `${task} failed (${fact}). The service has a fault; try again later.`,
      status,
      wait,
    );
  }
  if (status === 429) {
    const wait = Math.max(asked ?? 0, request.throttle);
    return final(new ThrottledError(`${task} was throttled (${fact}). Wait at least ${wait} ms.`, wait));
  }
  if (status === 451) {
    return final(
      new AccountBlockedError(`${task} is blocked by LivePerson (${fact}). Only their support can lift it.`),
    );
  }
  if (status >= 400) return final(request.refused(status, fact));
  return final(
    new UnexpectedAnswerError(
      `${task} was redirected (${fact}), which is never followed. Check the host and the proxy.`,
    ),
  );
}

/** Of the body, only a small number is repeated: the rest may echo what we sent. */
function factOf({ status, body }: Answer): string {
  const parsed = 'text' in body ? parseJson(body.text) : undefined;
  const code = readCount(field(field(parsed?.value, 'error'), 'internalCode') ?? field(parsed?.value, 'internalCode'));
  return code === undefined || code > 999_999 ? `HTTP ${status}` : `HTTP ${status}, internal code ${code}`;
}

function readBody<T>(request: RestRequest<T>, { status, body }: Answer): T {
  const unreadable = (fault: string): Error =>
    new UnexpectedAnswerError(
      `${request.task} got an answer that is ${fault} (HTTP ${status}). Check that nothing between here and LivePerson rewrites answers.`,
    );
  if ('fault' in body) throw unreadable(body.fault);
  if (body.text.trim() === '') {
    if (request.empty !== 'allowed') throw unreadable('empty');
    return request.read(undefined);
  }
  const parsed = parseJson(body.text);
  if (parsed === undefined) throw unreadable('not JSON');
  try {
    return request.read(parsed.value);
  } catch (error) {
    throw error instanceof UnexpectedAnswerError ? final(error) : error;
  }
}

/** The reader of the package is `field`, which sees own fields only, so a `__proto__` in the text stays inert. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
