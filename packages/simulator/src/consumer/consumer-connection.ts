import type { ConnectionOptions } from 'node:tls';
import { field, isObject, type JsonObject, parseFrame, readText } from '@holdfast/core/protocol';
import { WebSocket } from 'ws';
import { ConsumerRefusedError } from '../errors.js';
import { postJson } from './post-json.js';

/** Where the platform is. */
export interface PlatformAddress {
  /** As `Platform.url` gives it. */
  readonly url: string;
  readonly accountId: string;
  /** How the certificate of an https address is checked. @default as Node.js does */
  readonly tls?: ConnectionOptions;
}

export interface ConsumerConnectionOptions extends PlatformAddress {
  readonly clientProperties: JsonObject;
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

/** One consumer socket: signed up, connected, initialized, and then one promise per request. */
export class ConsumerConnection {
  private readonly pending = new Map<string, Pending>();
  private nextId = 0;

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: ConsumerConnectionOptions,
  ) {
    socket.on('message', (data: Buffer) => this.receive(data.toString('utf8')));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      for (const { type, reject, timer } of this.pending.values()) {
        clearTimeout(timer);
        reject(new ConsumerRefusedError(code, `The socket closed (code ${code}) before ${type} was answered.`));
      }
      this.pending.clear();
      options.onClosed(code);
    });
  }

  /** @param jwt connects as the consumer of this token. */
  static async open(options: ConsumerConnectionOptions, jwt: string): Promise<ConsumerConnection> {
    const { url, accountId, tls, clientProperties } = options;
    const address = `${url.replace(/^http/, 'ws')}/ws_api/account/${accountId}/messaging/consumer?v=3`;
    const socket = new WebSocket(address, { ...tls, perMessageDeflate: false });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const connection = new ConsumerConnection(socket, options);
    await connection.request('InitConnection', undefined, {
      headers: [
        { ...clientProperties, type: '.ams.headers.ClientProperties' },
        { type: '.ams.headers.ConsumerAuthentication', jwt },
      ],
    });
    return connection;
  }

  /** Resolves with the body of the answer; rejects with `ConsumerRefusedError` if the platform refuses. */
  request(type: string, body: unknown, more: JsonObject = {}): Promise<unknown> {
    const id = String(this.nextId++);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new ConsumerRefusedError(0, `The platform did not answer ${type} within ${ANSWER} ms.`));
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
    const frame = parseFrame(text);
    if (frame.kind === 'notification') return this.options.onNotification(frame.type, frame.body);
    if (frame.kind !== 'resp') return;
    const pending = this.pending.get(frame.reqId);
    if (pending === undefined) return;
    this.pending.delete(frame.reqId);
    clearTimeout(pending.timer);
    if (frame.code < 400) return pending.resolve(frame.body);
    const fact = readText(frame.body, 512) ?? readText(field(frame.body, 'msg'), 512) ?? 'no reason given';
    pending.reject(
      new ConsumerRefusedError(frame.code, `The platform refused ${pending.type} (${frame.code}): ${fact}`),
    );
  }
}

/** Signs a new anonymous consumer up: his token and the id that the platform gave him. */
export async function signUp({
  url,
  accountId,
  tls,
}: PlatformAddress): Promise<{ readonly jwt: string; readonly id: string }> {
  const answer = await postJson(`${url}/api/account/${accountId}/signup`, tls === undefined ? {} : { tls });
  const jwt = readText(field(answer, 'jwt'), 2_048) ?? '';
  const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return { jwt, id: (isObject(claims) && readText(claims['sub'], 256)) || '' };
}
