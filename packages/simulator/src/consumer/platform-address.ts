import type { Agent } from 'node:http';
import type { ConnectionOptions } from 'node:tls';

/** Where the platform is. */
export interface PlatformAddress {
  /** As `Platform.url` gives it. */
  readonly url: string;
  readonly accountId: string;
  /** How the certificate of an https address is checked. @default as Node.js does */
  readonly tls?: ConnectionOptions;
  /** Makes the connections. @default a new connection over the network for each use */
  readonly agent?: Agent;
}

/** Address of a socket of the platform. */
export const socketUrl = ({ url, accountId }: PlatformAddress, side: string): string =>
  `${url.replace(/^http/, 'ws')}/ws_api/account/${accountId}/messaging/${side}`;
