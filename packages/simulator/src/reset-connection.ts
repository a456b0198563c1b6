import type { Duplex } from 'node:stream';

/** Ends a connection with an RST, so that its peer sees ECONNRESET and not an orderly end. */
export function resetConnection(connection: Duplex): void {
  if (isResettable(connection)) connection.resetAndDestroy();
  else connection.destroy();
}

/** Sockets of Node.js are, and whatever stands in for one. */
const isResettable = (connection: Duplex): connection is Duplex & { resetAndDestroy(): unknown } =>
  'resetAndDestroy' in connection && typeof connection.resetAndDestroy === 'function';
