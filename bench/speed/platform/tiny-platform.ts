import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Agent, type Dialog } from './agent.js';
import { answerRequest, CONVERSATIONS } from './answer-request.js';
import { FrameSocket } from './frame-socket.js';
import { Load } from './load.js';
import type { Orders, Ports, Returned, Roll } from './orders.js';
import { answerRest } from './rest.js';
import { conversationNotification } from './wire.js';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** As much of a platform as three clients need, and as little as possible: it must never be what is measured. */
export class TinyPlatform implements Orders {
  readonly #byName = new Map<string, Agent>();
  readonly #byBearer = new Map<string, Agent>();
  readonly #dialogs = new Map<string, Dialog>();
  readonly #load = new Load();
  readonly #connections = new Set<Duplex>();
  readonly #servers: { readonly plain: Server; readonly tls: Server };
  /** When sockets were asked for, in milliseconds. */
  #upgrades: number[] = [];
  #clockStopped = false;
  #away = false;

  constructor(certificate: Certificate) {
    this.#servers = { plain: createServer(), tls: createTlsServer(certificate) };
    for (const server of Object.values(this.#servers)) {
      server.on('request', (request, response) => void answerRest(request, response, this.#byName));
      server.on('upgrade', (request: IncomingMessage, stream: Duplex) => this.#upgrade(request, stream));
      server.on('connection', (stream: Duplex) => this.#connected(stream));
      server.on('tlsClientError', () => undefined);
    }
  }

  async listen(): Promise<Ports> {
    const { plain, tls } = this.#servers;
    for (const server of [plain, tls]) {
      server.listen({ port: 0, host: 'localhost', backlog: 4_096 });
      await once(server, 'listening');
    }
    return { plain: (plain.address() as AddressInfo).port, tls: (tls.address() as AddressInfo).port };
  }

  readonly enrol = ({ users, dialogs, past }: Roll): void => {
    for (const known of [this.#byName, this.#byBearer, this.#dialogs]) known.clear();
    for (let index = 0; index < users; index += 1) {
      const agent = new Agent(`bot-${index}`, index, { dialogs, past });
      this.#byName.set(agent.name, agent);
      this.#byBearer.set(agent.bearer, agent);
      for (const dialog of agent.dialogs) this.#dialogs.set(dialog.id, dialog);
    }
  };

  readonly introduce = (): void => {
    for (const { socket, subscription, dialogs } of this.#byName.values()) {
      for (let from = CONVERSATIONS; from < dialogs.length; from += CONVERSATIONS) {
        socket?.send(conversationNotification(subscription, dialogs.slice(from, from + CONVERSATIONS)));
      }
    }
  };

  readonly begin: Orders['begin'] = (pace) => this.#load.begin([...this.#dialogs.values()], pace);
  readonly count = (): void => this.#load.reset();
  readonly read: Orders['read'] = () => this.#load.read();
  readonly end = (): void => this.#load.end();

  readonly calm = async (): Promise<void> => {
    const isWaiting = ({ unanswered }: Dialog): boolean => unanswered.length > 0;
    const deadline = performance.now() + 10_000;
    while ([...this.#dialogs.values()].some(isWaiting) && performance.now() < deadline) await pause(50);
  };

  readonly stopClock = (stopped: boolean): void => {
    this.#clockStopped = stopped;
  };

  readonly restart: Orders['restart'] = async ({ down, watch }) => {
    this.#away = true;
    for (const agent of this.#byName.values()) agent.readyAt = undefined;
    for (const stream of this.#connections) stream.destroy();
    await pause(down);
    this.#upgrades = [];
    this.#away = false;
    const start = performance.now();
    const agents = [...this.#byName.values()];
    while (performance.now() - start < watch && agents.some(({ readyAt }) => readyAt === undefined)) await pause(100);
    return returned(
      agents.flatMap(({ readyAt }) => (readyAt === undefined ? [] : [readyAt - start])),
      this.#upgrades,
    );
  };

  #connected(stream: Duplex): void {
    if (this.#away) return void stream.destroy();
    this.#connections.add(stream);
    stream.once('close', () => this.#connections.delete(stream));
    stream.on('error', () => stream.destroy());
  }

  #upgrade({ url = '', headers }: IncomingMessage, stream: Duplex): void {
    this.#upgrades.push(performance.now());
    const agent = this.#byBearer.get(/\/brand\/([^/?]*)/.exec(url)?.[1] ?? '');
    if (agent === undefined) return void stream.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
    );
    const dialogs = this.#dialogs;
    const clockStopped = (): boolean => this.#clockStopped;
    const hall = {
      dialogs,
      get clockStopped() {
        return clockStopped();
      },
      answered: (dialog: Dialog, number: number) => this.#load.answered(dialog, number),
    };
    const socket = new FrameSocket(stream, {
      received: (text) => answerRequest(agent, text, hall),
      closed: () => {
        if (agent.socket === socket) agent.socket = undefined;
      },
    });
    agent.socket = socket;
  }
}

function returned(times: readonly number[], upgrades: readonly number[]): Returned {
  const sorted = [...times].sort((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  let busiestSecond = 0;
  for (let first = 0, last = 0; last < upgrades.length; last += 1) {
    while ((upgrades[last] ?? 0) - (upgrades[first] ?? 0) >= 1_000) first += 1;
    busiestSecond = Math.max(busiestSecond, last - first + 1);
  }
  return { live: sorted.length, p50: quantile(0.5), p95: quantile(0.95), last: sorted.at(-1) ?? 0, busiestSecond };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
