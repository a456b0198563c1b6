import { EventEmitter, once } from 'node:events';
import type { ClockReading, SocketEnd, SocketListener } from '@holdfast/core/internal';
import type { NotificationFrame } from '@holdfast/core/protocol';

/** A listener that keeps what it is told, and lets a test wait for the next call of a kind. */
export class Recorder implements SocketListener {
  readonly calls: string[] = [];
  readonly notifications: NotificationFrame[] = [];
  readonly oddities: string[] = [];
  readonly readings: ClockReading[] = [];
  readonly ends: SocketEnd[] = [];
  readonly #calls = new EventEmitter();

  opened(): void {
    this.#record('opened');
  }

  notified(notification: NotificationFrame): void {
    this.notifications.push(notification);
    this.#record('notified');
  }

  clocked(reading: ClockReading): void {
    this.readings.push(reading);
    this.#record('clocked');
  }

  oddity(kind: string): void {
    this.oddities.push(kind);
    this.#record('oddity');
  }

  closed(end: SocketEnd): void {
    this.ends.push(end);
    this.#record('closed');
  }

  /** Does something within the next call of this name. */
  calling(name: keyof SocketListener, action: () => void): void {
    this.#calls.once(name, action);
  }

  /** Resolves at the next call of this name. */
  async next(name: keyof SocketListener): Promise<void> {
    await once(this.#calls, name);
  }

  /** Resolves once the call has been made so many times, also if that is so already. */
  async seen(name: keyof SocketListener, times = 1): Promise<void> {
    while (this.calls.filter((call) => call === name).length < times) await this.next(name);
  }

  /** The end, waited for. */
  async end(): Promise<SocketEnd> {
    await this.seen('closed');
    const [end] = this.ends;
    if (end === undefined) throw new Error('closed was not called');
    return end;
  }

  #record(name: keyof SocketListener): void {
    this.calls.push(name);
    this.#calls.emit(name);
  }
}
