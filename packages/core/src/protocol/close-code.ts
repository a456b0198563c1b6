/** What a closed socket tells of the bearer: `expired` forgets it, so that the next round logs in; `lost` keeps it. */
export type CloseVerdict = 'expired' | 'lost';

/**
 * Close codes that speak against the bearer; every other code, known or not, is a loss. Source: messaging.md §9.2.
 * Code 1000 from the server is a loss like any other: the bot did not ask for it.
 */
const EXPIRED: ReadonlySet<number> = new Set([
  4401, // missing, invalid or expired token
  4407, // the same for an unauthenticated identity
  1011, // listed as an authentication problem on the agent side
  1008, // treated as an invalid token by the platform's 2017 client
]);

/** By these the platform asks for time: it restarts, or has too much to do. Source: RFC 6455 §7.4 and its registry. */
const TAKES_TIME: ReadonlySet<number> = new Set([
  1012, // service restart
  1013, // try again later
]);

/** Whether to stay away for longer than after another loss. */
export const asksForTime = (code: number): boolean => TAKES_TIME.has(code);

const TOKEN_REASON = /identity token is invalid/i;

/** @param reason the close reason; with 1005 an old server wrote there that the token is bad. */
export const closeVerdict = (code: number, reason = ''): CloseVerdict =>
  EXPIRED.has(code) || (code === 1005 && TOKEN_REASON.test(reason)) ? 'expired' : 'lost';

/** An upgrade answered 401 or 403 asks for a new bearer; any other status keeps it. Source: messaging.md §9.2. */
export const upgradeVerdict = (status: number): CloseVerdict => (status === 401 || status === 403 ? 'expired' : 'lost');
