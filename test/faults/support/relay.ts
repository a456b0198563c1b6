import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { FrameReader, type SeenFrame } from './ws-frame.js';

/** What happens to a connection instead of being passed on. */
export type Meeting = (client: Socket, head: string) => void;

/** What of the frames to the client goes on, and as which bytes. */
export type Rewrite = (frame: SeenFrame) => Buffer | undefined;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Between a bot and its platform, on loopback: passes everything on until it is told to meddle. */
export class Relay implements AsyncDisposable {
  /** Connections that were accepted, those that met something else included. */
  accepted = 0;
  /** How often a planned meeting has taken place. */
  met = 0;
  readonly #pairs = new Set<Pair>();
  readonly #sockets = new Set<Socket>();
  readonly #meetings: Meeting[] = [];
  #server: Server | undefined;
  #port = 0;
  #held: Buffer[] | undefined;
  #mute = false;
  #rewrite: Rewrite | undefined;
  #memory = Infinity;
  #refusing = 0;
  /** Connections that were forgotten because they were idle. */
  forgotten = 0;

  private constructor(private readonly target: number) {}

  static async to(target: number): Promise<Relay> {
    const relay = new Relay(target);
    await relay.open();
    return relay;
  }

  get authority(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Connections that are being passed on. */
  get live(): number {
    return this.#pairs.size;
  }

  /** Listens, on the same port as before. */
  async open(): Promise<void> {
    const server = createServer((client) => this.#accept(client));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Refuses connections from now on; those that are open stay. */
  shut(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  /** The next connections, one for each meeting, are not passed on. */
  meet(...meetings: readonly Meeting[]): void {
    this.#meetings.push(...meetings);
  }

  /** The next connection is ended with an RST before anything is read. */
  refuseNext(): void {
    this.#refusing += 1;
  }

  /** Bytes of our own to every client, between whatever the platform sends. */
  inject(bytes: Buffer): void {
    for (const { client } of this.#pairs) client.write(bytes);
  }

  /** Keeps back what the platform sends. */
  hold(): void {
    this.#held = [];
  }

  /** Lets go of what was held back, changed as wished, in a single write. */
  release(change: (held: Buffer) => Buffer = (held) => held): void {
    const held = Buffer.concat(this.#held ?? []);
    this.#held = undefined;
    this.inject(change(held));
  }

  /** From now on nothing passes in either direction, and nobody is told. */
  silence(): void {
    this.#mute = true;
  }

  unsilence(): void {
    this.#mute = false;
  }

  /** From the next connection on, frames to the client pass through this. */
  rewrite(rewrite: Rewrite): void {
    this.#rewrite = rewrite;
  }

  /** As a NAT does it: a new connection that is idle for so many milliseconds is forgotten, and nobody is told. */
  forgetIdle(after: number): void {
    this.#memory = after;
  }

  /** Ends every connection with an RST towards the client. */
  reset(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** Ends every connection in good order, without a close frame. */
  end(): void {
    for (const { client, server } of this.#pairs) {
      client.end();
      server.destroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.shut();
    const open = [...this.#sockets].filter(({ closed }) => !closed);
    const closed = open.map((socket) => once(socket, 'close'));
    for (const socket of open) socket.destroy();
    await Promise.all(closed);
  }

  #accept(client: Socket): void {
    this.accepted += 1;
    this.#keep(client);
    if (this.#refusing > 0) {
      this.#refusing -= 1;
      return void client.resetAndDestroy();
    }
    const meeting = this.#meetings.shift();
    if (meeting === undefined) return this.#pass(client);
    let head = '';
    client.on('data', (bytes) => {
      if (head.includes('\r\n\r\n')) return;
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      this.met += 1;
      meeting(client, head);
    });
  }

  #pass(client: Socket): void {
    const server = createConnection(this.target, '127.0.0.1');
    this.#keep(server);
    const pair = { client, server };
    this.#pairs.add(pair);
    const rewrite = this.#rewrite;
    const down = rewrite === undefined ? (bytes: Buffer) => bytes : rewriting(rewrite);
    const flow = this.#remember(client);
    client.on('data', (bytes) => this.#mute || flow.isForgotten() || server.write(bytes));
    server.on('data', (bytes) => {
      if (this.#mute || flow.isForgotten()) return;
      const passed = down(bytes);
      if (this.#held) this.#held.push(passed);
      else client.write(passed);
    });
    client.on('end', () => server.end()).on('close', () => this.#over(pair));
    server.on('end', () => this.#mute || client.end()).on('close', () => this.#mute || this.#over(pair));
  }

  /** Tells whether a flow is forgotten already, and if not, remembers it anew. */
  #remember(client: Socket): { isForgotten(): boolean } {
    if (this.#memory === Infinity) return { isForgotten: () => false };
    let forgotten = false;
    const timer = setTimeout(() => {
      forgotten = true;
      this.forgotten += 1;
    }, this.#memory);
    client.on('close', () => clearTimeout(timer));
    return {
      isForgotten() {
        if (!forgotten) timer.refresh();
        return forgotten;
      },
    };
  }

  #over(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.client.destroySoon();
    pair.server.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true).on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

/** Leaves the HTTP head alone, and asks for each frame behind it. */
function rewriting(rewrite: Rewrite): (bytes: Buffer) => Buffer {
  const reader = new FrameReader();
  let head: Buffer | undefined = Buffer.alloc(0);
  return (bytes) => {
    let passed: Buffer = Buffer.alloc(0);
    let rest = bytes;
    if (head !== undefined) {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return passed;
      passed = head.subarray(0, end + 4);
      rest = head.subarray(end + 4);
      head = undefined;
    }
    const frames = reader.read(rest).map((frame) => rewrite(frame) ?? Buffer.alloc(0));
    return Buffer.concat([passed, ...frames]);
  };
}
