import type { Socket } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Place } from './place.js';
import type { Route } from './route.js';
import type { Terms } from './terms.js';

export interface Handshake {
  /** Such as `TLSv1.3`. */
  readonly version: string;
  readonly issuer: string;
  readonly validTo: Date;
}

/** Proves who a host is, on a connection that is open, and closes that. Rejects with an error that has a `code`. */
export const shakeHands = (socket: Socket, { host }: Place, { ca, terms }: Pick<Route, 'ca'> & { terms: Terms }) =>
  new Promise<Handshake>((resolve, reject) => {
    const { timeout, signal } = terms;
    const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const tls = connect({ socket, host, ...name, ...(ca === undefined ? {} : { ca }) });
    const over = (error: Error): void => {
      tls.destroy(error);
      socket.destroy();
    };
    const deadline = setTimeout(
      () => over(Object.assign(new Error('The handshake took too long.'), { code: 'ETIMEDOUT' })),
      timeout,
    );
    const aborted = (): void => over(new Error('It was interrupted.'));
    signal.addEventListener('abort', aborted, { once: true });
    tls.once('secureConnect', () => {
      resolve(read(tls));
      tls.destroy();
    });
    tls.on('error', reject);
    tls.once('close', () => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      reject(Object.assign(new Error('The connection ended within the handshake.'), { code: 'ECONNRESET' }));
    });
  });

function read(tls: TLSSocket): Handshake {
  const certificate: PeerCertificate = tls.getPeerCertificate();
  return {
    version: tls.getProtocol() ?? 'TLS',
    issuer: nameOf(certificate.issuer.O) ?? nameOf(certificate.issuer.CN) ?? 'an authority without a name',
    validTo: new Date(certificate.valid_to),
  };
}

/** A name may be there more than once. */
const nameOf = (name: string | readonly string[] | undefined): string | undefined =>
  typeof name === 'string' ? name : name?.join(', ');
