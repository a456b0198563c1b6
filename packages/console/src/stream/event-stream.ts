import type { ServerResponse } from 'node:http';

export interface StreamedEvent {
  readonly event: string;
  readonly data: object;
  /** What a client that comes back says it has heard last. */
  readonly id?: number;
}

/** A client that has this many bytes unread is gone, or no friend. */
const UNREAD_LIMIT = 1_048_576;

/** Server-sent events to one client. */
export class EventStream {
  constructor(private readonly response: ServerResponse) {}

  open(headers: Readonly<Record<string, string>>): void {
    this.response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    this.response.write('retry: 1000\n\n');
  }

  send({ event, data, id }: StreamedEvent): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    const name = id === undefined ? '' : `id: ${id}\n`;
    this.response.write(`${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (this.response.writableLength > UNREAD_LIMIT) this.response.destroy();
  }

  end(): void {
    this.response.end();
  }

  /** Calls back once the client is gone, whoever ended it; at once if it has left already. */
  onceClosed(closed: () => void): void {
    if (this.response.destroyed) closed();
    else this.response.once('close', closed);
  }
}
