import type { SocketEnd, SocketListener } from 'holdfast';

/** Notes what a socket tells its owner. */
export class Listening implements SocketListener {
  /** The names of the calls, in order. */
  readonly calls: string[] = [];
  readonly notifications: string[] = [];
  #opened: () => void = () => {};
  #clocked: () => void = () => {};
  #closed: (end: SocketEnd) => void = () => {};
  readonly open = new Promise<void>((resolve) => {
    this.#opened = resolve;
  });
  readonly clock = new Promise<void>((resolve) => {
    this.#clocked = resolve;
  });
  readonly end = new Promise<SocketEnd>((resolve) => {
    this.#closed = resolve;
  });

  opened(): void {
    this.calls.push('opened');
    this.#opened();
  }

  notified({ type }: Parameters<SocketListener['notified']>[0]): void {
    this.calls.push('notified');
    this.notifications.push(type);
  }

  clocked(): void {
    this.calls.push('clocked');
    this.#clocked();
  }

  oddity(kind: string): void {
    this.calls.push(`oddity ${kind}`);
  }

  closed(end: SocketEnd): void {
    this.calls.push('closed');
    this.#closed(end);
  }
}
