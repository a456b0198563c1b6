import { isIPv4 } from 'node:net';

/** A host as a directory or an option names it: bare, with a port at most. */
export interface Host {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  readonly port?: number;
  readonly kind: 'name' | 'loopback' | 'address';
}

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,254})(?::(\d{1,5}))?$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads `name`, `name:port` or `[ipv6]:port`. Anything else gives `undefined`: a scheme, user info, a path, white space,
 * an escape, a letter beyond ASCII, or a number that a URL parser would quietly take for an IPv4 address.
 */
export function parseHost(text: string): Host | undefined {
  const match = HOST.exec(text);
  if (!match?.[1]) return undefined;
  const name = match[1].toLowerCase().replace(/\.$/, '');
  const kind = kindOf(name);
  if (kind === undefined) return undefined;
  if (match[2] === undefined) return { name, kind };
  const port = Number(match[2]);
  return port < 1 || port > 65_535 ? undefined : { name, port, kind };
}

/** A host as it stands in a URL. */
export const hostText = ({ name, port }: Host): string => (port === undefined ? name : `${name}:${port}`);

function kindOf(name: string): Host['kind'] | undefined {
  if (name === 'localhost' || name === '[::1]') return 'loopback';
  if (name.startsWith('[')) return URL.canParse(`https://${name}`) ? 'address' : undefined;
  if (isIPv4(name)) return name.startsWith('127.') ? 'loopback' : 'address';
  const labels = name.split('.');
  if (name.length > 253 || !labels.every((label) => LABEL.test(label))) return undefined;
  // A last label that begins with a digit is no top-level domain, but a way to write an IPv4 address.
  return /^\d/.test(labels.at(-1) ?? '') ? undefined : 'name';
}
