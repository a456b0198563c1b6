import type { Agent } from 'node:http';
import type { ConnectionOptions } from 'node:tls';
import { field, type JsonObject, parseFrame, readText } from '@holdfast/core/protocol';
import { WebSocket } from 'ws';
import type { SimulatorError } from '../errors.js';

export interface RequestSocketOptions {
  /** Address of the socket, `ws` or `wss`. */
  readonly url: string;
  readonly tls?: ConnectionOptions | undefined;
  readonly agent?: Agent | undefined;
  /** What requests reject with: the status, 0 for an answer that never came, and the reason. */
  readonly Refused: new (status: number, message: string) => SimulatorError;
  readonly onNotification: (type: string, body: JsonObject) => void;
  readonly onClosed: (code: number) => void;
}

interface Pending {
  readonly type: string;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** How long an answer may take, in ms. */
const ANSWER = 10_000;

/** One socket of either side, as a person's client sees it: one promise per request, and notifications. */
export class RequestSocket {
  private readonly pending = new Map<string, Pending>();
  private nextId = 0;

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: RequestSocketOptions,
  ) {
    const { Refused, onClosed } = options;
    socket.on('message', (data: Buffer) => this.receive(data.toString('utf8')));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      for (const { type, reject, timer } of this.pending.values()) {
        clearTimeout(timer);
        reject(new Refused(code, `The socket closed (code ${code}) before ${type} was answered.`));
      }
      this.pending.clear();
      onClosed(code);
    });
  }

  static async open(options: RequestSocketOptions): Promise<RequestSocket> {
    const socket = new WebSocket(options.url, { ...options.tls, agent: options.agent, perMessageDeflate: false });
    const opened = new RequestSocket(socket, options);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return opened;
  }

  /** Resolves with the body of the answer; rejects if the platform refuses. */
  request(type: string, body: unknown, more: JsonObject = {}): Promise<unknown> {
    const { Refused } = this.options;
    const id = String(this.nextId++);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new Refused(0, `The platform did not answer ${type} within ${ANSWER} ms.`));
      }, ANSWER);
      this.pending.set(id, { type, resolve, reject, timer });
      this.socket.send(JSON.stringify({ kind: 'req', id, type, ...(body === undefined ? {} : { body }), ...more }));
    });
  }

  /** Resolves once the socket is closed. */
  async close(): Promise<void> {
    if (this.socket.readyState === this.socket.CLOSED) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.close(1000);
    await closed;
  }

  private receive(text: string): void {
    const { onNotification, Refused } = this.options;
    const frame = parseFrame(text);
    if (frame.kind === 'notification') return onNotification(frame.type, frame.body);
    if (frame.kind !== 'resp') return;
    const pending = this.pending.get(frame.reqId);
    if (pending === undefined) return;
    this.pending.delete(frame.reqId);
    clearTimeout(pending.timer);
    if (frame.code < 400) return pending.resolve(frame.body);
    const fact = readText(frame.body, 512) ?? readText(field(frame.body, 'msg'), 512) ?? 'no reason given';
    pending.reject(new Refused(frame.code, `The platform refused ${pending.type} (${frame.code}): ${fact}`));
  }
}
