import type { Unsubscribable } from 'rxjs';
import type { NotificationFrame } from '../protocol/frame.js';
import type { ClockReading, Socket, SocketEnd, SocketListener, SocketTimings } from '../ports/transport.js';
import type { Told } from './drive.js';
import { sessionDefaults, type SessionOptions } from './options.js';
import type { Parts, Present } from './parts.js';
import { known } from './stage-effects.js';
import { socketVerdict } from './verdict.js';

/**
 * One socket, from its dial to its end. Unsubscribing closes it; whatever it still says after that is counted and
 * changes nothing. Messages do not pass through here as a stream: they go straight to the bot.
 */
export class Epoch implements SocketListener, Unsubscribable {
  #timer: NodeJS.Timeout | undefined;
  #socket: Socket | undefined;
  #openedAt: number | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly present: Present,
    private readonly told: Told,
  ) {
    const wait = parts.bucket.reserve();
    if (wait > 0) this.#timer = setTimeout(this.#dial.bind(this), wait);
    else this.#dial(); // a timer of nothing would take a millisecond
  }

  opened(): void {
    if (!this.#isCurrent()) return;
    this.#openedAt = this.parts.clock.now();
    this.told.next({ type: 'opened' });
  }

  notified(notification: NotificationFrame): void {
    if (this.#isCurrent()) this.parts.duties.notified(notification);
  }

  clocked(reading: ClockReading): void {
    if (this.#isCurrent()) this.parts.signs.clocked(reading);
  }

  oddity(kind: string): void {
    this.parts.signs.oddity(kind);
  }

  closed(end: SocketEnd): void {
    const { link, state } = this.present;
    if (this.#socket !== undefined) link.detach(this.#socket);
    if (this.told.closed) return;
    const now = this.parts.clock.now();
    const openFor = this.#openedAt === undefined ? undefined : now - this.#openedAt;
    this.told.next(socketVerdict(end, { state, now, openFor, exclusive: this.parts.side.exclusive }));
    this.told.complete();
  }

  unsubscribe(): void {
    clearTimeout(this.#timer);
    if (this.#socket === undefined) return;
    this.present.link.detach(this.#socket);
    this.#socket.close();
  }

  #dial(): void {
    const { side, transport, options } = this.parts;
    const { link, state } = this.present;
    this.#timer = undefined;
    try {
      const { url, clockRequest, greeting } = side.target(side.origin(known(state.domains)), known(state.grant));
      const timings = socketTimings(options);
      const target = greeting === undefined ? { url, clockRequest, timings } : { url, clockRequest, greeting, timings };
      this.#socket = transport.open(target, this);
      link.attach(this.#socket);
    } catch (error) {
      this.told.error(error);
    }
  }

  #isCurrent(): boolean {
    if (!this.told.closed) return true;
    this.parts.signs.oddity('late-socket-event');
    return false;
  }
}

const timingsOf = ({ timeouts, liveness, keepAlive }: SessionOptions): SocketTimings => ({
  open: timeouts.stage,
  response: timeouts.response,
  close: timeouts.close,
  idle: liveness.idle,
  pong: liveness.pong,
  probe: liveness.probe,
  keepAlive: keepAlive.every,
});

const DEFAULTS = timingsOf(sessionDefaults);

/** Each socket keeps its timings. Nearly all have those of the defaults. */
const socketTimings = (options: SessionOptions): SocketTimings =>
  options === sessionDefaults ? DEFAULTS : timingsOf(options);
