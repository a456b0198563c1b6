import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Agent } from './agent.js';

/** What one login gave out. Source: rest-and-auth.md §2.4. */
export interface LoginSession {
  readonly agent: Agent;
  readonly bearer: string;
  readonly csrf: string;
  /** Value of the `Session_id` cookie. */
  readonly cookie: string;
  expiresAt: number;
}

const hex = () => randomBytes(32).toString('hex');

/** The bearers that are good now: at most one per user, since a second login ends the first. */
export class LoginSessions {
  private readonly byBearer = new Map<string, LoginSession>();

  /** @param lifetime ms from login or refresh until the bearer dies. */
  constructor(
    private readonly clock: Clock,
    private readonly lifetime: number,
  ) {}

  start(agent: Agent): LoginSession {
    this.expire(agent);
    const session = { agent, bearer: hex(), csrf: hex(), cookie: hex(), expiresAt: this.clock.now() + this.lifetime };
    this.byBearer.set(session.bearer, session);
    return session;
  }

  find(bearer: string): LoginSession | undefined {
    const session = this.byBearer.get(bearer);
    if (session === undefined || session.expiresAt > this.clock.now()) return session;
    this.byBearer.delete(bearer);
    return undefined;
  }

  /** The session that a cookie and a csrf belong to together. */
  findByCookie(cookie: string | undefined, csrf: string): LoginSession | undefined {
    const session = [...this.byBearer.values()].find((one) => one.cookie === cookie && one.csrf === csrf);
    return session && this.find(session.bearer);
  }

  refresh(session: LoginSession): void {
    session.expiresAt = this.clock.now() + this.lifetime;
  }

  /** The bearer of this user, if he has one, is refused from now on. */
  expire(agent: Agent): void {
    for (const session of this.byBearer.values()) {
      if (session.agent === agent) this.byBearer.delete(session.bearer);
    }
  }
}
