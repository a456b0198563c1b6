import type { Server, Socket } from 'node:net';
import type { SeededRandom } from '../seeded-random.js';
import { ProxyConnection } from './proxy-connection.js';
import { checkToxics, type Toxics } from './toxics.js';

export interface ProxyCounts {
  /** Connections that clients opened, refused ones included. */
  readonly accepted: number;
  readonly refused: number;
  readonly blackholed: number;
  /** Connections that are there now. */
  readonly open: number;
  /** Bytes that passed to the target. */
  readonly up: number;
  /** Bytes that passed to clients. */
  readonly down: number;
}

export interface ToxicProxyParts {
  readonly server: Server;
  /** What it listens on, as it stands in a URL. */
  readonly authority: string;
  readonly port: number;
  readonly target: { readonly host: string; readonly port: number };
  readonly random: SeededRandom;
}

/** A TCP proxy that can be told to misbehave, also towards connections that are open. */
export class ToxicProxy {
  /** `false`: a new connection meets an RST. Open ones stay; see `resetAll`. */
  enabled = true;
  /** `true`: a new connection is accepted, and nothing ever comes back. */
  blackholeAccept = false;
  private readonly toxics: { up: Toxics; down: Toxics } = { up: {}, down: {} };
  private readonly connections = new Set<ProxyConnection>();
  private readonly blackholes = new Set<Socket>();
  private readonly counted = { accepted: 0, refused: 0, blackholed: 0, up: 0, down: 0 };
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: ToxicProxyParts) {
    parts.server.on('connection', (client: Socket) => this.accept(client));
  }

  /** Host and port, as `platform.advertise` takes them. */
  get host(): string {
    return this.parts.authority;
  }

  get port(): number {
    return this.parts.port;
  }

  /** Jitter and corruption follow from it. */
  get seed(): number {
    return this.parts.random.seed;
  }

  /** What is wrong on the way to the target. Setting it replaces all of it, for open connections too. */
  get up(): Toxics {
    return this.toxics.up;
  }

  /** @throws ToxicError */
  set up(toxics: Toxics) {
    this.change('up', toxics);
  }

  /** What is wrong on the way to the client. Setting it replaces all of it, for open connections too. */
  get down(): Toxics {
    return this.toxics.down;
  }

  /** @throws ToxicError */
  set down(toxics: Toxics) {
    this.change('down', toxics);
  }

  get counts(): ProxyCounts {
    return { ...this.counted, open: this.connections.size + this.blackholes.size };
  }

  /** Nothing is wrong any more. Connections that were accepted into a black hole stay in it. */
  heal(): void {
    this.enabled = true;
    this.blackholeAccept = false;
    this.up = {};
    this.down = {};
  }

  /** Ends every connection with an RST on both sides. Gives how many. */
  resetAll(): number {
    return this.endAll('reset');
  }

  /** Ends every connection with a FIN on both sides, wherever its bytes are. Gives how many. */
  finAll(): number {
    return this.endAll('fin');
  }

  /** Ends every connection and frees the port. A second call changes nothing. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private accept(client: Socket): void {
    this.counted.accepted += 1;
    if (!this.enabled) {
      this.counted.refused += 1;
      client.resetAndDestroy();
    } else if (this.blackholeAccept) this.swallow(client);
    else this.connect(client);
  }

  private swallow(client: Socket): void {
    this.counted.blackholed += 1;
    this.blackholes.add(client);
    client.on('error', () => client.destroy());
    client.on('end', () => client.destroy());
    client.on('close', () => this.blackholes.delete(client));
    client.resume();
  }

  private connect(client: Socket): void {
    const { target, random } = this.parts;
    const connection = new ProxyConnection({
      client,
      target,
      toxics: this.toxics,
      random,
      passed: (direction, bytes) => {
        this.counted[direction] += bytes;
      },
    });
    this.connections.add(connection);
    void connection.closed.then(() => this.connections.delete(connection));
  }

  private change(direction: 'up' | 'down', toxics: Toxics): void {
    this.toxics[direction] = checkToxics(toxics);
    for (const connection of this.connections) connection.toxicsChanged();
  }

  private endAll(how: 'fin' | 'reset'): number {
    const { open } = this.counts;
    for (const connection of this.connections) connection.end(how);
    for (const client of this.blackholes) {
      if (how === 'reset') client.resetAndDestroy();
      else client.end();
    }
    return open;
  }

  private async end(): Promise<void> {
    const closed = new Promise((resolve) => this.parts.server.close(resolve));
    const connections = [...this.connections];
    for (const connection of connections) connection.destroy();
    for (const client of this.blackholes) client.destroy();
    await Promise.all([closed, ...connections.map((connection) => connection.closed)]);
  }
}
