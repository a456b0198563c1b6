import type { ConnectionOptions } from 'node:tls';

/** Where the platform is. */
export interface PlatformAddress {
  /** As `Platform.url` gives it. */
  readonly url: string;
  readonly accountId: string;
  /** How the certificate of an https address is checked. @default as Node.js does */
  readonly tls?: ConnectionOptions;
}

/** Address of a socket of the platform. */
export const socketUrl = ({ url, accountId }: PlatformAddress, side: string): string =>
  `${url.replace(/^http/, 'ws')}/ws_api/account/${accountId}/messaging/${side}`;
