import type { Agent } from './model/agent.js';

/** A user on the brand's side of the simulated account, with everything that may log it in. */
export interface BotUser {
  readonly username: string;
  readonly userId: string;
  /** `<accountId>.<userId>`. */
  readonly oldId: string;
  readonly pid: string;
  readonly credentials: {
    readonly username: string;
    readonly appKey: string;
    readonly secret: string;
    readonly accessToken: string;
    readonly accessTokenSecret: string;
  };
  readonly oauth2Credentials: { readonly username: string; readonly clientId: string; readonly clientSecret: string };
  readonly userCredentials: { readonly username: string; readonly password: string };
}

export function botUser({ id, pid, settings }: Agent): BotUser {
  const { username, userId, secrets } = settings;
  const { appKey, secret, accessToken, accessTokenSecret, clientId, clientSecret, password } = secrets;
  return {
    username,
    userId,
    oldId: id,
    pid,
    credentials: { username, appKey, secret, accessToken, accessTokenSecret },
    oauth2Credentials: { username, clientId, clientSecret },
    userCredentials: { username, password },
  };
}
