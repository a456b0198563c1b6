/**
 * The address of the consumer socket. Who it is for is said by its first frame, so nothing here is a secret.
 * Source: messaging.md §11.2.
 *
 * @param origin `wss://host` (or `ws://` on loopback), as `Domains.origin` gives it.
 */
export const consumerSocketUrl = (origin: string, accountId: string): string =>
  `${origin}/ws_api/account/${encodeURIComponent(accountId)}/messaging/consumer?v=3`;
