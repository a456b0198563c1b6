import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface InertServerOptions {
  /** Hangs up on everybody at once. @default false: accepts and says nothing */
  readonly hangUp?: boolean;
  /** Completes a WebSocket handshake, and then says nothing. @default false */
  readonly upgrade?: boolean;
  readonly connected?: () => void;
}

export interface InertServer extends AsyncDisposable {
  readonly url: string;
  readonly connections: number;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A server on loopback that does not do what servers are for. */
export async function inertServer({ hangUp, upgrade, connected }: InertServerOptions = {}): Promise<InertServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    connected?.();
    if (hangUp === true) socket.destroy();
    if (upgrade === true) socket.once('data', (asked) => socket.write(accept(asked.toString('latin1'))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function accept(asked: string): string {
  const key = /^sec-websocket-key: *(\S+)/im.exec(asked)?.[1] ?? '';
  const proof = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  const headers = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${proof}`];
  return ['HTTP/1.1 101 Switching Protocols', ...headers, '', ''].join('\r\n');
}
