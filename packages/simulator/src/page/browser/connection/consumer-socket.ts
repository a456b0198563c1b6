import { ConsumerRequest, type JsonObject, type Metadata, parseFrame } from '@holdfast/core/protocol';
import { ConnectionLostError } from './connection-lost-error.js';
import { RequestRefusedError } from './request-refused-error.js';

export interface ConsumerSocketOptions {
  readonly url: string;
  readonly jwt: string;
  readonly onNotification: (type: string, body: JsonObject) => void;
}

interface Waiting {
  readonly type: string;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: number;
}

const ANSWER = 10_000;
const ABNORMAL = 1_006;

/** One connection to the consumer's side of the messaging service. Source: messaging.md §11.2. */
export class ConsumerSocket {
  private readonly waiting = new Map<string, Waiting>();
  private lastId = 0;
  private end: (code: number) => void = () => {};
  /** Resolves with the close code once the connection is over, for whatever reason. */
  readonly closed = new Promise<number>((resolve) => {
    this.end = resolve;
  });

  private constructor(
    private readonly socket: WebSocket,
    private readonly onNotification: ConsumerSocketOptions['onNotification'],
  ) {
    socket.addEventListener('message', ({ data }) => this.receive(data));
    socket.addEventListener('close', ({ code }) => this.lose(code));
  }

  /** Rejects if the platform does not take the token, or has not done so within ten seconds. */
  static async open({ url, jwt, onNotification }: ConsumerSocketOptions): Promise<ConsumerSocket> {
    const opened = new ConsumerSocket(new WebSocket(url), onNotification);
    const deadline = window.setTimeout(() => opened.drop(), ANSWER);
    try {
      await opened.ready();
      await opened.request(ConsumerRequest.initConnection, undefined, {
        headers: [clientProperties, { type: '.ams.headers.ConsumerAuthentication', jwt }],
      });
      return opened;
    } catch (error) {
      opened.drop();
      throw error;
    } finally {
      window.clearTimeout(deadline);
    }
  }

  /** The body of the answer. Rejects if the platform refuses, or if the connection is lost first. */
  request(type: string, body?: JsonObject, more: FrameParts = {}): Promise<unknown> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new ConnectionLostError(ABNORMAL));
    this.lastId += 1;
    const id = String(this.lastId);
    return new Promise((resolve, reject) => {
      // A platform that does not answer is as good as gone.
      const timer = window.setTimeout(() => this.drop(), ANSWER);
      this.waiting.set(id, { type, resolve, reject, timer });
      this.socket.send(JSON.stringify({ kind: 'req', id, type, ...(body === undefined ? {} : { body }), ...more }));
    });
  }

  /** Ends the connection now, without waiting for the other side to agree. */
  drop(): void {
    this.socket.close();
    this.lose(ABNORMAL);
  }

  private async ready(): Promise<void> {
    const opened = new Promise<void>((resolve) => this.socket.addEventListener('open', () => resolve()));
    const lost = this.closed.then((code) => Promise.reject(new ConnectionLostError(code)));
    await Promise.race([opened, lost]);
  }

  private receive(data: unknown): void {
    const frame = parseFrame(String(data));
    if (frame.kind === 'notification') this.onNotification(frame.type, frame.body);
    if (frame.kind !== 'resp') return;
    const waiting = this.waiting.get(frame.reqId);
    if (waiting === undefined) return;
    this.waiting.delete(frame.reqId);
    window.clearTimeout(waiting.timer);
    if (frame.code > 399) waiting.reject(new RequestRefusedError(frame.code, waiting.type));
    else waiting.resolve(frame.body);
  }

  private lose(code: number): void {
    for (const { timer, reject } of this.waiting.values()) {
      window.clearTimeout(timer);
      reject(new ConnectionLostError(code));
    }
    this.waiting.clear();
    this.end(code);
  }
}

interface FrameParts {
  readonly headers?: readonly JsonObject[];
  readonly metadata?: readonly Metadata[];
}

const clientProperties: JsonObject = {
  type: '.ams.headers.ClientProperties',
  deviceFamily: 'DESKTOP',
  os: 'OTHER',
  integration: 'WEB_SDK',
  appId: 'holdfast-chat-page',
  features: ['RICH_CONTENT', 'QUICK_REPLIES', 'MULTI_DIALOG', 'AUTO_MESSAGES'],
};
