import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Hooks } from './hooks.js';
import { listen } from './listen.js';
import type { ServerTls } from './options.js';
import type { Account } from './model/account.js';
import { Refusal } from './refusal.js';
import { targetOf } from './request-target.js';
import type { PlatformLog } from './platform-log.js';
import { findRoute, type Route, sendJson } from './rest/router.js';
import { AgentSocket } from './sockets/agent-socket.js';
import { ConsumerSocket } from './sockets/consumer-socket.js';
import { FrameSocket } from './sockets/frame-socket.js';
import { upgradeRole, type UpgradeTarget, upgradeTarget } from './sockets/upgrade-target.js';
import { AGENT_STRING } from './sockets/agent-context.js';
import { CONSUMER_STRING } from './sockets/consumer-context.js';
import type { DomainEvent } from './model/domain-event.js';

export interface ServerOptions {
  readonly account: Account;
  readonly hooks: Hooks;
  readonly log: PlatformLog;
  readonly tls?: ServerTls;
}

/** One HTTP server for all services of the platform, and the sockets that grew out of it. */
export class PlatformServer {
  private readonly http: Server;
  private readonly webSockets: WebSocketServer;
  private readonly connections = new Set<Duplex>();
  private readonly open = new Set<AgentSocket | ConsumerSocket>();
  private readonly pending: DomainEvent[] = [];
  private routes: readonly Route[] = [];
  private socketCount = 0;
  private acceptedCount = 0;

  constructor(private readonly options: ServerOptions) {
    const answer = (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response);
    this.http = options.tls === undefined ? createServer(answer) : createSecureServer(options.tls, answer);
    this.http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.upgrade({ request, socket, head }).catch(() => socket.destroy());
    });
    this.http.on('connection', (socket: Duplex) => {
      this.acceptedCount += 1;
      this.connections.add(socket);
      socket.on('close', () => this.connections.delete(socket));
    });
    this.http.on('secureConnection', (secure: Socket) => {
      // Only what lies under the encryption can be reset.
      const carrier = [...this.connections].find(
        (one): one is Socket => one instanceof Socket && one.remotePort === secure.remotePort,
      );
      secure.resetAndDestroy = () => {
        carrier?.resetAndDestroy();
        return secure;
      };
    });
    const maxPayload = options.account.settings.limits.frame;
    this.webSockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
    options.account.listen((event) => this.spread(event));
  }

  get accepted(): number {
    return this.acceptedCount;
  }

  get sockets(): ReadonlySet<AgentSocket | ConsumerSocket> {
    return this.open;
  }

  serve(routes: readonly Route[]): void {
    this.routes = routes;
  }

  /** Gives the port. Rejects if the address cannot be had. */
  async listen(address: { readonly port: number; readonly host: string }): Promise<number> {
    return listen(this.http, address);
  }

  /** Serves a connection that did not come through the port. */
  accept(connection: Duplex): void {
    this.http.emit('connection', connection);
  }

  /** Cuts everything; resolves once the port is free. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.http.close(resolve));
    const sockets = [...this.open].map(({ socket }) => socket);
    for (const socket of sockets) socket.terminate();
    for (const connection of this.connections) connection.destroy();
    await Promise.all([closed, ...sockets.map((socket) => socket.closed)]);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { hooks, log } = this.options;
    const method = request.method ?? 'GET';
    const { pathname: path, searchParams: query } = targetOf(request);
    const found = findRoute(this.routes, { method, path });
    response.on('close', () => {
      log.add({ kind: 'request', method, route: found?.route.path ?? 'unknown', status: response.statusCode });
    });
    try {
      if (await hooks.request({ method, path, request, response })) return;
      if (found === undefined) throw new Refusal(404, 'there is nothing at this path');
      const { route, params } = found;
      await route.handle({ params, query, path, request, response });
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) sendJson(response, error.code, { error: { message: error.message } });
      else sendJson(response, 500, { error: { message: 'Internal Server Error' } });
    }
  }

  private async upgrade({ request, socket, head }: Upgrade): Promise<void> {
    const { account, hooks, log } = this.options;
    const role = upgradeRole(request);
    // A client may be gone before its answer; that ends the attempt, not the process.
    socket.on('error', () => socket.destroy());
    if (await hooks.upgrade({ role, request, socket })) return;
    const target = upgradeTarget(account, request);
    if (target.role === 'refused') {
      log.add({ kind: 'upgrade', role, status: target.status });
      const reason = STATUS_CODES[target.status] ?? '';
      socket.end(`HTTP/1.1 ${target.status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => this.begin({ webSocket, socket }, target));
  }

  private begin(
    { webSocket, socket: connection }: Upgraded,
    target: Exclude<UpgradeTarget, { role: 'refused' }>,
  ): void {
    const { account, hooks, log } = this.options;
    const { role } = target;
    const number = ++this.socketCount;
    const user: { readonly user?: string } = target.role === 'agent' ? { user: target.agent.settings.username } : {};
    log.add({ kind: 'upgrade', role, status: 101, ...user });
    log.add({ kind: 'opened', role, socket: number, ...user });
    const socket = new FrameSocket({
      number,
      role,
      user: user.user,
      socket: webSocket,
      connection,
      clock: account.clock,
      idle: account.settings.timings.idle,
      hooks,
      log,
      stringType: role === 'agent' ? AGENT_STRING : CONSUMER_STRING,
    });
    const served =
      target.role === 'agent'
        ? new AgentSocket({ account, agent: target.agent, version: target.version, socket })
        : new ConsumerSocket({ ...target, account, socket });
    this.open.add(served);
    webSocket.on('close', () => this.open.delete(served));
  }

  /**
   * Tells every socket what happened, once the request that caused it has been answered: a client hears the response
   * first and then the notifications.
   */
  private spread(event: DomainEvent): void {
    this.pending.push(event);
    if (this.pending.length > 1) return;
    queueMicrotask(() => {
      for (const told of this.pending.splice(0)) {
        for (const socket of this.open) socket.tell(told);
      }
    });
  }
}

interface Upgraded {
  readonly webSocket: WebSocket;
  /** What it runs on. */
  readonly socket: Duplex;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}
