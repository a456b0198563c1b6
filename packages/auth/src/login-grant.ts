import {
  BearerExpiredError,
  type Call,
  type Grant,
  type HoldfastError,
  RequestRefusedError,
} from '@holdfast/core/internal';
import type { JsonObject } from '@holdfast/core/protocol';
import type { LoginCookies } from './login-cookies.js';
import type { RestClient } from './rest-client.js';

/** What the answer to a login says. */
export interface LoginFacts {
  readonly bearer: string;
  readonly csrf: string;
  readonly userId: string;
  readonly userPid?: string;
  readonly sessionTtl?: number;
}

/** The way to the account. */
export interface LoginDoor {
  readonly accountId: string;
  readonly send: RestClient;
}

export interface LoginContext {
  readonly door: LoginDoor;
  readonly origin: string;
  readonly who: string;
  readonly cookies: LoginCookies;
  /** What was logged in with. */
  readonly body: JsonObject;
}

/** Keeps bearer, csrf and cookies of one login together, out of reach of inspection and serialization. */
export class LoginGrant implements Grant {
  readonly #facts: LoginFacts;
  readonly #context: LoginContext;
  declare readonly userPid?: string;
  declare readonly sessionTtl?: number;

  constructor(facts: LoginFacts, context: LoginContext) {
    this.#facts = facts;
    this.#context = context;
    if (facts.userPid !== undefined) this.userPid = facts.userPid;
    if (facts.sessionTtl !== undefined) this.sessionTtl = facts.sessionTtl;
  }

  get bearer(): string {
    return this.#facts.bearer;
  }

  get secrets(): readonly string[] {
    const { cookies, body } = this.#context;
    return [this.#facts.bearer, this.#facts.csrf, ...secretsOf(body), ...cookies.values];
  }

  get userId(): string {
    return this.#facts.userId;
  }

  refresh(call: Call): Promise<void> {
    return this.#post('refresh', call);
  }

  async logout(call: Call): Promise<void> {
    try {
      await this.#post('logout', call);
    } catch (error) {
      if (!(error instanceof BearerExpiredError)) throw error;
    }
  }

  /** Both calls want the csrf and the cookies of the login, and answer without a body. */
  #post(action: 'refresh' | 'logout', call: Call): Promise<void> {
    const { door, origin, who, cookies } = this.#context;
    const { accountId, send } = door;
    const url = `${origin}/api/account/${accountId}/${action}?v=1.3`;
    return send(
      {
        outgoing: { method: 'POST', url, json: { csrf: this.#facts.csrf }, cookies },
        task: `Account ${accountId}: the ${action} of ${who}`,
        throttle: 1_000,
        empty: 'allowed',
        read: () => undefined,
        refused: (status, fact) =>
          refused(`Account ${accountId} refused the ${action} of ${who}`, { action, status, fact }),
      },
      call,
    );
  }
}

/** What was logged in with, names left out: a provider's secrets are known to nobody else. */
const secretsOf = ({ username: _name, ...secret }: JsonObject): readonly string[] =>
  Object.values(secret).filter((value) => typeof value === 'string');

function refused(
  start: string,
  { action, status, fact }: { action: string; status: number; fact: string },
): HoldfastError {
  return status === 401
    ? new BearerExpiredError(`${start} (${fact}). The login has ended; log in again.`)
    : new RequestRefusedError(
        action,
        status,
        `${start} (${fact}). The login may still be good; log in again if it is not.`,
      );
}
