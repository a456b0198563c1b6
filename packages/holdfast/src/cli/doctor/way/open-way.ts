import { connect, type Socket } from 'node:net';
import { openTunnel, type TunnelListener } from '../../../proxy/tunnel.js';
import type { Place } from './place.js';
import type { Route } from './route.js';
import type { Terms } from './terms.js';

/**
 * Opens a connection without a word: through the proxy, if there is one and it stands in the way. Rejects with an error
 * that has a `code`: of Node.js, of `openTunnel`, or `ETIMEDOUT`.
 */
export const openWay = (place: Place, route: Route, { timeout, signal }: Terms): Promise<Socket> =>
  new Promise((resolve, reject) => {
    let settled = false;
    let giveUp = (): void => undefined;
    const settle: TunnelListener = (error, socket) => {
      if (settled) return void socket?.destroy();
      settled = true;
      clearTimeout(deadline);
      signal.removeEventListener('abort', aborted);
      if (socket !== undefined) return resolve(socket);
      giveUp();
      return reject(error ?? timedOut());
    };
    const aborted = (): void => settle(new Error('It was interrupted.'));
    const deadline = setTimeout(() => settle(timedOut()), timeout);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    else giveUp = dial(place, route, settle);
  });

export const goesThroughProxy = ({ host, port }: Place, { proxy }: Route): boolean =>
  proxy !== undefined && !proxy.bypass(host, port);

/** Gives what ends it early. */
function dial(place: Place, route: Route, done: TunnelListener): () => void {
  const { host, port } = place;
  const { proxy, ca } = route;
  if (proxy !== undefined && goesThroughProxy(place, route)) {
    openTunnel({ proxy, host, port, ...(ca === undefined ? {} : { ca }) }, done);
    return () => undefined;
  }
  const socket = connect(port, host);
  socket.once('connect', () => done(undefined, socket));
  // also later on: an error that nobody hears ends the process
  socket.on('error', done);
  return () => void socket.destroy();
}

const timedOut = (): Error => Object.assign(new Error('There was no answer in time.'), { code: 'ETIMEDOUT' });
