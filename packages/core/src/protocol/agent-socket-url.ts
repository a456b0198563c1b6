/**
 * The address of the agent socket. It holds the bearer in its path, so it is a secret as a whole.
 * Source: messaging.md §2.
 *
 * @param origin `wss://host` (or `ws://` on loopback), as `Domains.origin` gives it.
 * @param appId names this client in LivePerson's logs; letters, `-`, `.` and `_` only.
 */
export function agentSocketUrl(origin: string, accountId: string, bearer: string, appId: string): string {
  const path = ['ws_api', 'account', accountId, 'messaging', 'brand', bearer].map(encodeURIComponent).join('/');
  return `${origin}/${path}?v=2.1&appId=${encodeURIComponent(appId)}`;
}
