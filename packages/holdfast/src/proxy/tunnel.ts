import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Proxy } from './proxy-option.js';

export interface Tunnel {
  readonly proxy: Proxy;
  readonly host: string;
  readonly port: number;
  /** Trusted for a proxy that is reached by https, instead of Node's own. */
  readonly ca?: (string | Buffer)[];
}

/** Gets the socket or the reason why there is none, once. */
export type TunnelListener = (error: Error | undefined, socket?: Socket) => void;

/** Whoever asked for the tunnel has given up long before; this only frees the connection. */
const LONGEST = 30_000;

/**
 * Asks a proxy for a tunnel. While that lasts, it does not hold the process open: whoever waits for it does so with a
 * deadline of his own.
 *
 * An error has a `code`: that of Node.js, `PROXY_REFUSED_407` with the status that the proxy answered,
 * `PROXY_TIMEOUT`, or `PROXY_VIOLATION`.
 */
export function openTunnel({ proxy, host, port, ca }: Tunnel, done: TunnelListener): void {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const options = {
    method: 'CONNECT',
    host: proxy.host,
    port: proxy.port,
    path: authority,
    agent: false,
    headers: {
      host: authority,
      ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
    },
  };
  const request = proxy.secure
    ? https.request({ ...options, ...(ca === undefined ? {} : { ca }) })
    : http.request(options);

  let finished = false;
  const deadline = setTimeout(() => fail('PROXY_TIMEOUT'), LONGEST).unref();
  const finish = (error: Error | undefined, socket?: Socket): void => {
    clearTimeout(deadline);
    if (finished) return;
    finished = true;
    done(error, socket);
  };
  const fail = (code: string): void => {
    finish(Object.assign(new Error(`The proxy gave no tunnel (${code}).`), { code }));
    request.destroy();
  };

  // a second failure after the first has nobody to go to, and must not end the process
  request.on('error', (error) => finish(error));
  request.on('socket', (socket) => socket.unref());
  request.on('response', () => fail('PROXY_VIOLATION'));
  request.on('connect', ({ statusCode = 0 }, socket: Socket, early) => {
    if (finished || statusCode < 200 || statusCode > 299 || early.length > 0) {
      socket.on('error', () => undefined).destroy();
      fail(statusCode >= 300 ? `PROXY_REFUSED_${statusCode}` : 'PROXY_VIOLATION');
      return;
    }
    socket.ref();
    finish(undefined, socket);
  });
  request.end();
}
