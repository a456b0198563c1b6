import { isObject, type JsonObject, readText } from '@holdfast/core/protocol';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import type { Hooks, PlatformSocket } from '../hooks.js';
import { isTooDeep } from '../is-too-deep.js';
import { Refusal } from '../refusal.js';
import { resetConnection } from '../reset-connection.js';
import type { PlatformLog } from '../platform-log.js';

/** A request that could be read. Source: messaging.md §3. */
export interface WireRequest {
  readonly id: string;
  readonly type: string;
  readonly body: unknown;
  readonly headers: unknown;
  readonly metadata: unknown;
}

export interface Reply {
  /** @default 200 */
  readonly code?: number;
  readonly type: string;
  readonly body?: unknown;
  /** Sent right after the response. */
  readonly after?: () => void;
}

export interface FrameSocketOptions {
  readonly number: number;
  readonly role: 'agent' | 'consumer';
  /** User name of an agent. */
  readonly user: string | undefined;
  readonly socket: WebSocket;
  /** What the socket runs on. */
  readonly connection: Duplex;
  readonly clock: Clock;
  /** Ms without a frame or ping after which the socket is cut. */
  readonly idle: number;
  readonly hooks: Hooks;
  readonly log: PlatformLog;
  /** Type of a string answer: the two sides name it differently. */
  readonly stringType: string;
}

const MAX_ID = 64;
const MAX_TYPE = 128;

/**
 * One socket of the platform: text frames in, JSON frames out, each through its hook. It answers whatever it can read
 * and ignores the rest, and it cuts a client that stays silent.
 */
export class FrameSocket implements PlatformSocket {
  private lastHeard: number;
  private cancelIdle = () => {};
  /** While frozen: messages that were read before the reading stopped. */
  private frozen: (() => void)[] | undefined;
  readonly closed: Promise<void>;

  constructor(private readonly options: FrameSocketOptions) {
    this.closed = new Promise((resolve) => options.socket.once('close', () => resolve()));
    this.lastHeard = options.clock.now();
    this.watchIdle(options.idle);
  }

  get number(): number {
    return this.options.number;
  }

  get role(): 'agent' | 'consumer' {
    return this.options.role;
  }

  get user(): string | undefined {
    return this.options.user;
  }

  get isOpen(): boolean {
    return this.options.socket.readyState === this.options.socket.OPEN;
  }

  get isFrozen(): boolean {
    return this.frozen !== undefined;
  }

  /** @param answer throws a `Refusal` to refuse. */
  serve(answer: (request: WireRequest) => Reply, closed: (code: number) => void): void {
    const { socket, hooks, log, number, role } = this.options;
    const hear = () => {
      this.lastHeard = this.options.clock.now();
    };
    socket.on('ping', hear);
    socket.on('pong', hear);
    const receive = (data: RawData, isBinary: boolean) => {
      if (this.frozen) return void this.frozen.push(() => receive(data, isBinary));
      hear();
      if (isBinary) return log.add({ kind: 'malformed', socket: number, reason: 'binary frame' });
      hooks.incoming(this, textOf(data), (frame) => this.answer(frame, answer));
    };
    socket.on('message', receive);
    // A protocol violation also ends in 'close'; without a listener it would end the process.
    socket.on('error', (error) => log.add({ kind: 'malformed', socket: number, reason: error.name }));
    socket.on('close', (code) => {
      this.cancelIdle();
      log.add({ kind: 'closed', role, socket: number, code });
      closed(code);
    });
    hooks.opened(this);
  }

  /** Sends one frame through the hook; a socket that is not open drops it. */
  send(frame: JsonObject): void {
    this.options.hooks.outgoing(this, frame, (passed) => {
      if (!this.isOpen) return;
      this.options.log.countFrame('out', String(passed['type']));
      this.options.socket.send(JSON.stringify(passed));
    });
  }

  sendRaw(data: string | Uint8Array): void {
    if (this.isOpen) this.options.socket.send(data);
  }

  notify(type: string, body: JsonObject): void {
    this.send({ kind: 'notification', type, body });
  }

  close(code: number, reason = ''): void {
    this.options.socket.close(code, reason);
  }

  /** Cuts the connection without a close frame: its client sees 1006. */
  terminate(): void {
    this.options.socket.terminate();
  }

  reset(): void {
    resetConnection(this.options.connection);
  }

  freeze(): void {
    if (this.frozen || !this.isOpen) return;
    this.frozen = [];
    this.options.socket.pause();
    // Even what the WebSocket library sends of its own accord, as a pong or a close frame, stays in the buffer.
    this.options.connection.cork();
  }

  thaw(): void {
    const held = this.frozen;
    if (held === undefined) return;
    this.frozen = undefined;
    this.lastHeard = this.options.clock.now();
    this.options.connection.uncork();
    this.options.socket.resume();
    for (const receive of held) receive();
  }

  private answer(frame: string, answer: (request: WireRequest) => Reply): void {
    const { log, number, stringType } = this.options;
    const request = readRequest(frame);
    if (typeof request === 'string') return log.add({ kind: 'malformed', socket: number, reason: request });
    log.countFrame('in', request.type);
    const reqId = request.id;
    try {
      const { code = 200, type, body, after } = answer(request);
      this.send({ kind: 'resp', reqId, code, type, ...(body === undefined ? {} : { body }) });
      after?.();
    } catch (error) {
      const { code, message } = error instanceof Refusal ? error : new Refusal(500, 'Internal Server Error');
      log.add({ kind: 'refused', socket: number, request: request.type, code });
      this.send({ kind: 'resp', reqId, code, type: stringType, body: message });
    }
  }

  private watchIdle(delay: number): void {
    const { clock, idle } = this.options;
    this.cancelIdle = clock.after(delay, () => {
      const silent = clock.now() - this.lastHeard;
      // The client of a frozen socket must not hear of its end.
      if (this.frozen) this.watchIdle(idle);
      else if (silent >= idle) this.terminate();
      else this.watchIdle(idle - silent);
    });
  }
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)).toString('utf8');

/** The request in a text frame, or why there is none that could be answered. `kind` may be missing, not wrong. */
function readRequest(frame: string): WireRequest | string {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return 'not JSON';
  }
  if (!isObject(value)) return 'not an object';
  if (isTooDeep(value)) return 'nested too deeply';
  if (value['kind'] !== undefined && value['kind'] !== 'req') return 'not a request';
  const id = readText(value['id'], MAX_ID);
  if (id === undefined) return 'no usable id';
  const type = readText(value['type'], MAX_TYPE);
  if (type === undefined) return 'no usable type';
  return { id, type, body: value['body'], headers: value['headers'], metadata: value['metadata'] };
}
