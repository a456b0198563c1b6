import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import type { Call } from '@holdfast/core/internal';

/** A request as the platform got it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, seen: Seen) => void;

export interface LoopbackPlatform extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  /** In the order of arrival. */
  readonly seen: readonly Seen[];
}

/** A real HTTP server that gives the n-th request the n-th reply, and the last one to all that follow. */
export async function loopbackPlatform(...replies: readonly Reply[]): Promise<LoopbackPlatform> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      (replies[seen.length - 1] ?? replies.at(-1))?.(response, one);
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A TCP server that hands over each connection with all that its first segment held. */
export async function rawPlatform(
  serve: (socket: Socket, nth: number) => void,
): Promise<Omit<LoopbackPlatform, 'seen'> & { readonly connections: () => number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket, ++connections);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string | string[]> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const text =
  (status: number, body: string, headers: Record<string, string | string[]> = {}): Reply =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Takes the request and never answers. */
export const silence: Reply = () => undefined;

export const loginAnswer = {
  csrf: 'c'.repeat(64),
  bearer: 'b'.repeat(64),
  sessionTTl: '28800000',
  config: { userId: '3705342610', userPid: 'f0e1d2c3-0000-4000-8000-000000000000' },
};

export const callWith = (terms: Partial<Call> = {}): Call => ({
  signal: new AbortController().signal,
  timeout: 5_000,
  retryDelays: [],
  ...terms,
});

/** The reason of a rejection; a promise that resolves is a failed test. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}
