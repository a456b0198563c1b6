import type { AddressInfo, Server } from 'node:net';
import { ListenError, PortInUseError } from './errors.js';

/**
 * Starts to listen; gives the port.
 *
 * @throws PortInUseError, ListenError
 */
export async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port, error) : new ListenError(`${host}:${port}`, error)),
    );
    server.listen({ port, host }, resolve);
  });
  return (server.address() as AddressInfo).port;
}
