import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A CONNECT as the proxy got it. */
export interface SeenTunnel {
  readonly authority: string;
  readonly headers: IncomingHttpHeaders;
}

export interface LoopbackProxyOptions {
  /** Where every tunnel leads, whatever was asked for. */
  readonly to: number;
  /** Writes the answer to a CONNECT instead of opening the tunnel. */
  readonly answer?: (socket: Socket) => void;
  /** Speaks TLS itself. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface LoopbackProxy extends AsyncDisposable {
  readonly host: string;
  readonly seen: readonly SeenTunnel[];
}

/** A real HTTP proxy that does nothing but tunnels. */
export async function loopbackProxy({ to, answer, tls }: LoopbackProxyOptions): Promise<LoopbackProxy> {
  const seen: SeenTunnel[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = tls === undefined ? createServer() : createTlsServer({ ...tls });
  server.on('connection', keep);
  server.on('connect', ({ url: authority = '', headers }, socket: Socket) => {
    seen.push({ authority, headers });
    if (answer !== undefined) return answer(socket);
    const onward = keep(connect(to, '127.0.0.1'));
    onward.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
