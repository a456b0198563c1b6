import { type Call, LoginRefusedError, UnexpectedAnswerError } from '@holdfast/core/internal';
import { field, type JsonObject, readCount, readText } from '@holdfast/core/protocol';
import { LoginCookies } from './login-cookies.js';
import { type LoginDoor, type LoginFacts, LoginGrant } from './login-grant.js';

export interface LoginRequest {
  readonly door: LoginDoor;
  /** The origin of the login service. */
  readonly origin: string;
  /** What messages call the one who logs in, for example `user bot`. */
  readonly who: string;
  readonly body: JsonObject;
}

/** Logs in once. Each login has a cookie jar of its own, shared with its refresh and logout. Source: rest-and-auth.md §2. */
export async function login(request: LoginRequest, call: Call): Promise<LoginGrant> {
  const { door, origin, who, body } = request;
  const { accountId, send } = door;
  const cookies = new LoginCookies();
  const task = `Account ${accountId}: the login of ${who}`;
  const facts = await send(
    {
      outgoing: { method: 'POST', url: `${origin}/api/account/${accountId}/login?v=1.3`, json: body, cookies },
      task,
      throttle: 5_000,
      read: (answer) => readFacts(answer, task),
      refused: (status, fact) =>
        new LoginRefusedError(
          `Account ${accountId} refused the login of ${who} (${fact}). Check the user name and its key.`,
          status,
        ),
    },
    call,
  );
  return new LoginGrant(facts, { door, origin, who, cookies, body });
}

function readFacts(answer: unknown, task: string): LoginFacts {
  const config = field(answer, 'config');
  const need = (name: string, value: string | undefined): string => {
    if (value !== undefined) return value;
    throw new UnexpectedAnswerError(
      `${task} succeeded, but its answer has no ${name}. Check that the option csds is right.`,
    );
  };
  const userPid = readToken(field(config, 'userPid'), 100);
  const sessionTtl = readTtl(field(answer, 'sessionTTl'));
  return {
    bearer: need('bearer', readToken(field(answer, 'bearer'), 8_192)),
    csrf: need('csrf', readToken(field(answer, 'csrf'), 8_192)),
    userId: need('config.userId', readToken(field(config, 'userId'), 100)),
    ...(userPid === undefined ? {} : { userPid }),
    ...(sessionTtl === undefined ? {} : { sessionTtl }),
  };
}

/** Visible ASCII only: these values end up in headers and URLs. */
const readToken = (value: unknown, max: number): string | undefined => {
  const text = readText(value, max);
  return text !== undefined && /^[\x21-\x7e]+$/.test(text) ? text : undefined;
};

const SHORTEST_SESSION = 60_000;
const LONGEST_SESSION = 7 * 86_400_000;

/** A session of a second would have us refresh without end, and one of a century overflows a timer. */
const readTtl = (value: unknown): number | undefined => {
  const ttl = readCount(value);
  return ttl === undefined ? undefined : Math.min(Math.max(ttl, SHORTEST_SESSION), LONGEST_SESSION);
};
