import { once } from 'node:events';
import { type AddressInfo, createConnection, type Socket } from 'node:net';
import { createServer, type SecureVersion, type Server } from 'node:tls';
import type { Certificate } from './authority.js';

export interface DoorOptions extends Certificate {
  /** @default a free one */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default that of Node.js */
  readonly maxVersion?: SecureVersion;
}

/** TLS in front of a platform that speaks none. */
export class TlsDoor implements AsyncDisposable {
  /** Connections that began. */
  accepted = 0;
  /** Bytes that came in behind a handshake: what a client that trusts nobody must not send. */
  heard = 0;
  /** Where it leads: a port on this machine. */
  target = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async open({ port = 0, host = '127.0.0.1', maxVersion, ...certificate }: DoorOptions): Promise<TlsDoor> {
    const old = maxVersion === undefined ? {} : { maxVersion, minVersion: maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' };
    const server = createServer({ ...certificate, ...old });
    const door = new TlsDoor(server);
    server.on('connection', (socket: Socket) => {
      door.accepted += 1;
      door.#keep(socket);
    });
    server.on('secureConnection', (client) => door.#pass(client));
    server.on('tlsClientError', () => {});
    server.listen(port, host);
    await once(server, 'listening');
    return door;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get authority(): string {
    return `localhost:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #pass(client: Socket): void {
    const platform = createConnection(this.target, '127.0.0.1');
    this.#keep(platform);
    client.on('error', () => {}).on('data', (bytes) => (this.heard += bytes.length));
    client.pipe(platform).pipe(client);
    client.on('close', () => platform.destroy());
    platform.on('close', () => client.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
  }
}
