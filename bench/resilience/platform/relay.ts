import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

/** Between bots and a platform, on loopback. It passes everything on until a line is silenced. */
export class Relay implements AsyncDisposable {
  readonly lines = new Set<Line>();
  readonly #server: Server;

  private constructor(target: number) {
    this.#server = createServer((client) => {
      const line = new Line(client, createConnection(target, '127.0.0.1'));
      this.lines.add(line);
      client.on('close', () => this.lines.delete(line));
    });
  }

  static async to(target: number): Promise<Relay> {
    const relay = new Relay(target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get authority(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const line of this.lines) line.cut();
    await once(this.#server, 'close');
  }
}

/** One connection through the relay. */
export class Line {
  #silent = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
  ) {
    for (const end of [client, server]) end.setNoDelay(true).on('error', () => {});
    client.on('data', (bytes) => this.#silent || server.write(bytes)).on('close', () => server.destroy());
    server
      .on('data', (bytes) => this.#silent || client.write(bytes))
      .on('close', () => this.#silent || client.destroy());
  }

  /** Makes it half-open: nothing passes any more, and nobody is told. Gives the milliseconds until the client hung up. */
  async silence(): Promise<number> {
    this.#silent = true;
    const since = performance.now();
    await Promise.race([once(this.client, 'end'), once(this.client, 'close')]);
    return performance.now() - since;
  }

  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }
}
