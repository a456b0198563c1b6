import { ConnectionLostError } from '../errors/connection.js';
import { type HoldfastError, isHoldfastError } from '../errors/holdfast-error.js';
import {
  AccountBlockedError,
  BotUserTakenError,
  DestinationRefusedError,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '../errors/platform.js';
import type { SocketEnd } from '../ports/transport.js';
import { asksForTime, closeVerdict, upgradeVerdict } from '../protocol/close-code.js';
import { recentEvictions } from './reduce.js';
import type { Happening, State } from './state.js';

/** Evictions within five minutes after which the bot user counts as taken by somebody else. */
const EVICTION_LIMIT = 3;
/** Ask for a new bearer, yet a platform in trouble sends them too: no proof that somebody else uses the bot user. */
const AMBIGUOUS: ReadonlySet<number | undefined> = new Set([1008, 1011]);

/**
 * What a failed stage means for the session. Before the first `live` a refusal is final, so that a mistake shows at
 * once; later the session stays and asks again slowly, because a night-time hiccup of the login service must not end it.
 */
export function stageVerdict(error: unknown, state: State): Happening {
  const fault = originOf(asHoldfastError(error));
  if (fault instanceof AccountBlockedError) return { type: 'refused', error: fault };
  if (isFinal(fault) && !state.everLive) return { type: 'refused', error: fault };
  return {
    type: 'interrupted',
    error: fault,
    reason: fault.code,
    schedule: fault instanceof LoginRefusedError ? 'login' : 'reconnect',
    ...(speaksAgainstDomains(fault) ? { rediscover: true } : {}),
    ...statusOf(fault),
    ...atLeastOf(fault),
  };
}

/** A request that was lost with its socket says less than what the socket was lost to. */
const originOf = (fault: HoldfastError): HoldfastError =>
  fault instanceof ConnectionLostError && isHoldfastError(fault.cause) ? fault.cause : fault;

/** A request answered with a 5xx is a platform in trouble, and no refusal of this bot. */
const isFinal = (fault: HoldfastError): boolean =>
  !fault.transient && !(fault instanceof RequestRefusedError && fault.status >= 500);

export interface EndedRound {
  readonly state: State;
  /** By the monotonic clock, in milliseconds. */
  readonly now: number;
  /** How long the socket had been open, in milliseconds, if it was. */
  readonly openFor: number | undefined;
  /** Whether a login ends the one before it; see `Side`. */
  readonly exclusive: boolean;
}

/** What the end of a socket means for the session. */
export function socketVerdict(end: SocketEnd, { state, now, openFor, exclusive }: EndedRound): Happening {
  const expired = speaksAgainstBearer(end);
  const worked = openFor !== undefined || state.proven;
  const evicted = expired && worked && !AMBIGUOUS.has(end.code);
  if (exclusive && evicted && isTaken(state, now)) return { type: 'refused', error: taken(end) };
  return {
    type: expired ? 'expired' : 'interrupted',
    error: end.error,
    reason: end.cause,
    schedule: end.code !== undefined && asksForTime(end.code) ? 'restart' : 'reconnect',
    rediscover: openFor === undefined && end.status === undefined && end.code === undefined,
    ...(evicted ? { evicted } : {}),
    ...(end.code === undefined ? {} : { code: end.code }),
    ...(end.status === undefined ? {} : { code: end.status }),
    ...(end.retryAfter === undefined ? {} : { atLeast: end.retryAfter }),
    ...(openFor === undefined ? {} : { openFor }),
  };
}

/** The host did not answer, was not the right one, or must not be used: it may have moved. */
const speaksAgainstDomains = (error: HoldfastError): boolean =>
  error instanceof UnexpectedAnswerError ||
  error instanceof DestinationRefusedError ||
  (error instanceof PlatformUnavailableError && error.status === undefined);

function speaksAgainstBearer({ status, code, reason }: SocketEnd): boolean {
  if (status !== undefined) return upgradeVerdict(status) === 'expired';
  return code !== undefined && closeVerdict(code, reason) === 'expired';
}

const isTaken = (state: State, now: number): boolean => recentEvictions(state, now).length + 1 >= EVICTION_LIMIT;

const taken = ({ error }: SocketEnd): BotUserTakenError =>
  new BotUserTakenError(
    `The bearer of this bot user was refused ${EVICTION_LIMIT} times within five minutes, each time after a login that had worked. ` +
      'Another process logs in as the same user. Give each bot process a bot user of its own, or stop the other one.',
    { cause: error },
  );

/** Whatever was thrown, as an error of ours; a stranger's error counts as transient, for it says nothing of the platform. */
export const asHoldfastError = (error: unknown): HoldfastError =>
  isHoldfastError(error)
    ? error
    : new PlatformUnavailableError('The session met an unexpected failure; it goes on.', undefined, undefined, {
        cause: error,
      });

function atLeastOf(error: HoldfastError): { atLeast?: number } {
  const known = error instanceof ThrottledError || error instanceof PlatformUnavailableError;
  return known && error.retryAfter !== undefined ? { atLeast: error.retryAfter } : {};
}

function statusOf(error: HoldfastError): { code?: number } {
  if (error instanceof LoginRefusedError) return { code: error.status };
  return error instanceof PlatformUnavailableError && error.status !== undefined ? { code: error.status } : {};
}
