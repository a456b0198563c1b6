import { connect, type Socket } from 'node:net';
import { request } from 'node:http';
import type { Platform } from '../platform.js';

/** What a client saw of one TCP connection on which it sent one upgrade or request. */
export class BareClient {
  private heard = '';
  private readonly waiting = new Set<() => void>();
  /** Resolves with `end`, or with the code of the error. */
  readonly ended: Promise<string>;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    this.ended = new Promise((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.on('close', () => resolve('end'));
    });
    socket.on('data', (text: string) => {
      this.heard += text;
      for (const wake of this.waiting) wake();
    });
    socket.on('end', () => socket.end());
  }

  static upgrade({ port }: Pick<Platform, 'port'>, side = 'brand/none?v=2.1'): BareClient {
    const client = new BareClient(connect({ port, host: '127.0.0.1' }));
    client.socket.write(
      `GET /ws_api/account/12345678/messaging/${side} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    return client;
  }

  static get({ port }: Pick<Platform, 'port'>, path: string): BareClient {
    const client = new BareClient(connect({ port, host: '127.0.0.1' }));
    client.ask(path);
    return client;
  }

  ask(path: string): void {
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  }

  get text(): string {
    return this.heard;
  }

  async hears(part: string): Promise<void> {
    while (!this.heard.includes(part)) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }
}

/** Status of one request, or the code of its error. */
export const statusOf = ({ port }: Pick<Platform, 'port'>, path: string): Promise<number | string | undefined> =>
  new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    asked.end();
  });

export const CSDS = '/api/account/12345678/service/baseURI.json?version=1.0';
