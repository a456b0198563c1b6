import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A TCP connection with nothing on it: how soon this process learns of an RST, however busy the machine is. */
export class BareLine {
  /** When the near end learned that the far one had reset the connection. */
  readonly lostAt: Promise<number>;

  private constructor(
    near: Socket,
    private readonly far: Socket,
  ) {
    far.on('error', () => {});
    this.lostAt = new Promise((resolve) => near.on('error', () => {}).once('close', () => resolve(performance.now())));
  }

  static async open(): Promise<BareLine> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const near = createConnection((server.address() as AddressInfo).port, '127.0.0.1');
    await once(near, 'connect');
    const far = await accepted;
    server.close();
    return new BareLine(near.resume(), far);
  }

  reset(): void {
    this.far.resetAndDestroy();
  }
}
