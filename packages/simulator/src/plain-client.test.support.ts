import { field, isObject, type JsonObject } from '@holdfast/core/protocol';
import { WebSocket } from 'ws';

export interface Answer {
  readonly code: number;
  readonly type: string;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie: string;
}

/** A bare client as the protocol pages describe one: frames out, frames in, nothing of Holdfast. */
export class PlainClient {
  private readonly notifications: { readonly type: string; readonly body: JsonObject }[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly answers = new Map<string, (answer: Answer) => void>();
  private nextId = 0;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => this.receive(JSON.parse(data.toString('utf8'))));
  }

  /** Rejects with the HTTP status as its message if the upgrade is refused. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<PlainClient> {
    const socket = new WebSocket(url, { headers });
    const client = new PlainClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('unexpected-response', (_request, response) => {
        reject(new Error(String(response.statusCode)));
        socket.terminate();
      });
      socket.on('error', reject);
    });
    return client;
  }

  ask(type: string, body?: unknown, more: JsonObject = {}): Promise<Answer> {
    const id = String(++this.nextId);
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.send({ kind: 'req', id, type, ...(body === undefined ? {} : { body }), ...more });
    });
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The first notification of this type that was not asked for yet and meets the condition. */
  async next(type: string, meets: (body: JsonObject) => boolean = () => true): Promise<JsonObject> {
    for (;;) {
      const index = this.notifications.findIndex((one) => one.type === type && meets(one.body));
      const [found] = index < 0 ? [] : this.notifications.splice(index, 1);
      if (found) return found.body;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Notifications of this type that came until now; a round trip makes sure that none is on its way. */
  async heardSoFar(type: string): Promise<readonly JsonObject[]> {
    await this.ask('GetClock', {});
    return this.notifications.filter((one) => one.type === type).map(({ body }) => body);
  }

  close(): void {
    this.socket.terminate();
  }

  private receive(frame: unknown): void {
    if (!isObject(frame)) return;
    if (frame['kind'] === 'resp') {
      const reqId = String(frame['reqId']);
      this.answers.get(reqId)?.({
        code: Number(frame['code']),
        type: String(frame['type']),
        body: frame['body'],
      });
      return;
    }
    this.notifications.push({ type: String(frame['type']), body: frame['body'] as JsonObject });
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

export async function post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Connection: 'close', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), cookie };
}

export async function get(url: string): Promise<HttpAnswer> {
  const response = await fetch(url, { headers: { Connection: 'close' } });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), cookie: '' };
}

/** A value deep inside a frame; list indexes are path segments too. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((inner, name) => (Array.isArray(inner) ? inner.at(Number(name)) : field(inner, name)), value);
