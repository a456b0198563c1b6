import { once } from 'node:events';
import { isObject } from '@holdfast/core/protocol';
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

export interface PlatformServer extends AsyncDisposable {
  readonly url: string;
  readonly server: WebSocketServer;
}

/** A well-behaved WebSocket server on a free port of loopback. */
export async function platformServer(
  onOpen: (socket: WebSocket) => void,
  options: ServerOptions = {},
): Promise<PlatformServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    onOpen(socket);
  });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/`,
    server,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface ReceivedRequest {
  readonly id: string;
  readonly type: string;
}

/** Calls back for each request that comes in; `answer` writes a response to it. */
export const onRequest = (
  socket: WebSocket,
  reply: (request: ReceivedRequest, answer: (code: number, body?: unknown) => void) => void,
): void => {
  socket.on('message', (data) => {
    const request = parsed(data);
    if (!isObject(request)) return;
    const id = String(request['id']);
    reply({ id, type: String(request['type']) }, (code, body) => socket.send(response(id, code, body)));
  });
};

/** The JSON of one incoming message. */
export const parsed = (data: RawData): unknown => (Buffer.isBuffer(data) ? JSON.parse(data.toString()) : undefined);

export const response = (reqId: string, code = 200, body?: unknown): string =>
  JSON.stringify({ kind: 'resp', reqId, code, type: 'Any', body });

export const notification = (body: unknown = {}, type = 'n'): string =>
  JSON.stringify({ kind: 'notification', type, body });
