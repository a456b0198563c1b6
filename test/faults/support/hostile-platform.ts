import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { switching } from './upgrade-answers.js';
import { closeFrame, Opcode, wsFrame } from './ws-frame.js';

/** What it gives to whoever logs in. */
export interface Granted {
  readonly bearer: string;
  readonly csrf: string;
  readonly cookie: string;
}

const CLOSE_REASON = 120;

/** A platform that says back whatever it was told, wherever an answer has room for it. */
export class HostilePlatform implements AsyncDisposable {
  /** Answers that held a secret. */
  echoed = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #logins = 0;
  #upgrades = 0;

  private constructor(private readonly granted: Granted) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request, socket: Socket) => this.#upgrade(request, socket));
  }

  static async open(granted: Granted): Promise<HostilePlatform> {
    const platform = new HostilePlatform(granted);
    platform.#server.listen(0, '127.0.0.1');
    await once(platform.#server, 'listening');
    return platform;
  }

  get authority(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    let told = '';
    for await (const chunk of request) told += String(chunk);
    if (path.includes('baseURI')) return this.#domains(response);
    if (path.includes('/login')) return this.#login(response, told);
    this.#echo(response, 401, `${told} ${JSON.stringify(request.headers)}`);
  }

  #domains(response: ServerResponse): void {
    const services = ['agentVep', 'facadeMsg', 'asyncMessagingEnt'];
    const baseURIs = services.map((service) => ({ service, baseURI: this.authority }));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ baseURIs }));
  }

  /** The first three fail in ways of their own; from the fourth on they succeed. */
  #login(response: ServerResponse, told: string): void {
    this.#logins += 1;
    if (this.#logins === 1) return this.#echo(response, 500, told);
    if (this.#logins === 2) return this.#echo(response, 200, told);
    if (this.#logins === 3) return this.#echo(response, 302, told);
    const { bearer, csrf, cookie } = this.granted;
    const body = { bearer, csrf, sessionTTl: '3600000', config: { userId: '1', userPid: 'p' } };
    response
      .writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': `JSESSIONID=${cookie}; Path=/` })
      .end(JSON.stringify(body));
  }

  /** JSON, so that it is read, with everything in it that was told. */
  #echo(response: ServerResponse, status: number, told: string): void {
    this.echoed += 1;
    const { bearer, csrf, cookie } = this.granted;
    const body = { error: { message: told, internalCode: told }, told, bearer, csrf, cookie };
    const headers = { Location: `http://${this.authority}/${bearer}`, 'X-Told': encodeURIComponent(told) };
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  #upgrade({ url = '', headers }: IncomingMessage, socket: Socket): void {
    this.#upgrades += 1;
    this.echoed += 1;
    const { bearer } = this.granted;
    const said = `${url} ${bearer}`;
    const open = (...frames: readonly Buffer[]): void => {
      switching({})(socket, `Sec-WebSocket-Key: ${headers['sec-websocket-key'] ?? ''}\r\n`);
      for (const frame of frames) socket.write(frame);
    };
    switch (this.#upgrades % 6) {
      case 1:
        return void socket.end(`HTTP/1.1 503 ${bearer}\r\nRetry-After: ${bearer}\r\nConnection: close\r\n\r\n${said}`);
      case 2:
        return void socket.end(`HTTP/1.1 302 Found\r\nLocation: ws://${this.authority}${url}\r\n\r\n`);
      case 3:
        return open(closeFrame(4000, bearer.slice(0, CLOSE_REASON)));
      case 4:
        return void socket.end(`${said} is not HTTP at all\r\n\r\n`);
      case 5:
        return open(wsFrame(Opcode.text, JSON.stringify({ kind: said, type: said, body: { said } })), wsFrame(3, said));
      default:
        return open(
          wsFrame(
            Opcode.text,
            JSON.stringify({ kind: 'resp', reqId: said.slice(0, 60), code: 400, type: said, body: said }),
          ),
          wsFrame(Opcode.text, JSON.stringify({ kind: 'notification', type: said, body: { changes: said } })),
          closeFrame(1000, bearer.slice(0, CLOSE_REASON)),
        );
    }
  }
}
