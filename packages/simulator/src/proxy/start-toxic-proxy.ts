import { createServer } from 'node:net';
import { SimulatorOptionError } from '../errors.js';
import { listen } from '../listen.js';
import { seededRandom } from '../seeded-random.js';
import { ToxicProxy } from './toxic-proxy.js';

export interface ToxicProxyOptions {
  /** What it stands in front of: a platform, or any other server. */
  readonly target: { readonly url: string } | { readonly host?: string; readonly port: number };
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Of jitter and corruption; 32 bits. @default another one each time, see `proxy.seed` */
  readonly seed?: number;
}

/**
 * Starts a TCP proxy that passes everything on until it is told otherwise.
 *
 * @throws PortInUseError if the port is taken.
 */
export async function startToxicProxy({
  target,
  port = 0,
  host = '127.0.0.1',
  seed,
}: ToxicProxyOptions): Promise<ToxicProxy> {
  const address = addressOf(target);
  const server = createServer({ allowHalfOpen: true });
  const listening = await listen(server, { port, host });
  const authority = `${host.includes(':') ? `[${host}]` : host}:${listening}`;
  return new ToxicProxy({ server, authority, port: listening, target: address, random: seededRandom(seed) });
}

function addressOf(target: ToxicProxyOptions['target']): { readonly host: string; readonly port: number } {
  if (!('url' in target)) return { host: target.host ?? '127.0.0.1', port: target.port };
  if (!URL.canParse(target.url))
    throw new SimulatorOptionError('target', 'its url is none. Give a platform, or { host, port }.');
  const { hostname, port, protocol } = new URL(target.url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) };
}
