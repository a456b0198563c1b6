import { EventEmitter } from 'eventemitter3';
import { type Observable, Subject } from 'rxjs';
import type { Logger } from '../ports/logger.js';
import type { NotificationFrame } from '../protocol/frame.js';
import { type BotEvent, type BotEvents, notificationOf } from './events.js';

export type BotListener<K extends keyof BotEvents> = (event: BotEvents[K]) => void;

/** Where a bot tells what happens. A listener that throws is logged, and harms neither the session nor other listeners. */
export class EventHub {
  #events: Subject<BotEvent> | undefined;
  #emitter: EventEmitter<{ [K in keyof BotEvents]: BotListener<K> }> | undefined;
  /** Listeners as the emitter knows them, so that `off` finds them again. */
  #guarded: WeakMap<object, unknown> | undefined;

  constructor(private readonly log: Logger) {}

  get events$(): Observable<BotEvent> {
    return (this.#events ??= new Subject());
  }

  on<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    (this.#emitter ??= new EventEmitter()).on(event, this.#guard(listener) as never);
  }

  once<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    (this.#emitter ??= new EventEmitter()).once(event, this.#guard(listener) as never);
  }

  off<K extends keyof BotEvents>(event: K, listener: BotListener<K>): void {
    this.#emitter?.off(event, this.#guard(listener) as never);
  }

  /** Tells `events$` and the listeners of the event's name. */
  tell(event: BotEvent): void {
    this.#events?.next(event);
    this.#emitter?.emit(event.type, event);
  }

  /** Tells the listeners alone: notifications hold what consumers write, and come by the thousand. */
  notify(frame: NotificationFrame): void {
    const emitter = this.#emitter;
    if (emitter !== undefined && emitter.listenerCount('notification') > 0) {
      emitter.emit('notification', notificationOf(frame));
    }
  }

  /** The emitter stops at the first listener that throws, so none of them may. */
  #guard<K extends keyof BotEvents>(listener: BotListener<K>): unknown {
    this.#guarded ??= new WeakMap();
    const known = this.#guarded.get(listener);
    if (known !== undefined) return known;
    const guarded = (event: BotEvents[K]): void => {
      try {
        listener(event);
      } catch (error) {
        this.log.error({ error }, 'a listener of this bot threw');
      }
    };
    this.#guarded.set(listener, guarded);
    return guarded;
  }
}
