/** Where a service is, as Node.js dials it. */
export interface Place {
  /** An IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** @param origin with one of the schemes http, https, ws and wss. */
export function placeOf(origin: string): Place {
  const { hostname, port, protocol } = new URL(origin);
  const secure = protocol === 'https:' || protocol === 'wss:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (secure ? 443 : 80)), secure };
}

export const placeText = ({ host, port }: Place): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
