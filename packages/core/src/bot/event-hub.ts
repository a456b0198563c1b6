import { EventEmitter } from 'eventemitter3';
import { type Observable, Subject } from 'rxjs';
import type { Logger } from '../ports/logger.js';
import type { BotEvent, BotEvents } from './events.js';

export type BotListener<K extends keyof BotEvents> = (event: BotEvents[K]) => void;

/** Where a bot tells what happens. A listener that throws is logged, and does not harm the session. */
export class EventHub {
  readonly #emitter = new EventEmitter<{ [K in keyof BotEvents]: BotListener<K> }>();
  readonly #events = new Subject<BotEvent>();

  constructor(private readonly log: () => Logger) {}

  get events$(): Observable<BotEvent> {
    return this.#events;
  }

  on<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    this.#emitter.on(event, listener as never);
  }

  once<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    this.#emitter.once(event, listener as never);
  }

  off<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    this.#emitter.off(event, listener as never);
  }

  /** Tells `events$` and the listeners of the event's name. */
  tell(event: BotEvent): void {
    this.#safely(() => this.#events.next(event));
    this.#safely(() => this.#emitter.emit(event.type, event));
  }

  /** Tells the listeners alone: notifications hold what consumers write, and come by the thousand. */
  notify(notification: BotEvents['notification']): void {
    this.#safely(() => this.#emitter.emit('notification', notification));
  }

  #safely(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.log().error({ error }, 'a listener of this bot threw');
    }
  }
}
