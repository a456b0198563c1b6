import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

const ACCEPT_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  readonly connections: readonly Socket[];
}

/** A TCP server on a free port of loopback, which says nothing of its own. */
export async function rawServer(onConnection: (connection: Socket) => void): Promise<RawServer> {
  const connections: Socket[] = [];
  const server: Server = createServer({ allowHalfOpen: true }, (connection) => {
    connections.push(connection);
    connection.on('error', () => {});
    onConnection(connection);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/ws_api/account/1/messaging/brand/canary-bearer?v=2.1`,
    connections,
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers every connection with these bytes as soon as it has asked something. */
export const answering = (bytes: string): Promise<RawServer> =>
  rawServer((connection) => connection.once('data', () => connection.write(bytes)));

/** Upgrades every connection properly and hands it over; what the client sends is dropped unless somebody reads it. */
export const upgrading = (onOpen: (connection: Socket) => void, extraHeaders = ''): Promise<RawServer> =>
  rawServer((connection) => {
    let asked = '';
    const read = (chunk: Buffer): void => {
      asked += chunk.toString('latin1');
      if (!asked.includes('\r\n\r\n')) return;
      connection.off('data', read);
      connection.write(upgradeAnswer(asked, extraHeaders));
      onOpen(connection);
      if (connection.listenerCount('data') === 0) connection.resume();
    };
    connection.on('data', read);
  });

export function upgradeAnswer(asked: string, extraHeaders = ''): string {
  const key = /sec-websocket-key: (.*)\r\n/i.exec(asked)?.[1] ?? '';
  const accept = createHash('sha1')
    .update(key + ACCEPT_SALT)
    .digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${extraHeaders}\r\n`;
}

export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameTraits {
  readonly fin?: boolean;
  /** The three reserved bits, as `0x40`, `0x20`, `0x10`. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** The length that the header claims. */
  readonly declared?: number;
}

/** One server frame, legal or not. */
export function frame(opcode: number, payload: string | Uint8Array = '', traits: FrameTraits = {}): Buffer {
  const body = Buffer.from(payload);
  const { fin = true, reserved = 0, masked = false, declared = body.length } = traits;
  const head = Buffer.alloc(declared < 126 ? 2 : declared < 65_536 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | reserved | opcode;
  head[1] = (masked ? 0x80 : 0) | (declared < 126 ? declared : declared < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(declared, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(declared), 2);
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), body]);
}

export const closeFrame = (code: number, reason = ''): Buffer =>
  frame(Opcode.close, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]));
