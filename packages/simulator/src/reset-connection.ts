import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Ends a connection with an RST, so that its peer sees ECONNRESET and not an orderly end. */
export function resetConnection(connection: Duplex): void {
  if (connection instanceof Socket) connection.resetAndDestroy();
  else connection.destroy();
}
