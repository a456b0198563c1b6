import { asyncScheduler, Observable, subscribeOn } from 'rxjs';
import type { SocketListener, SocketTimings } from '../ports/transport.js';
import type { Effect } from './drive.js';
import type { SessionOptions } from './options.js';
import type { Parts } from './parts.js';
import { known } from './stage-effects.js';
import type { Happening, State } from './state.js';
import { socketVerdict } from './verdict.js';

/**
 * One socket, from its dial to its end. Unsubscribing closes it; whatever it still says after that is counted and
 * changes nothing. Messages do not pass through here as a stream: they go straight to the bot.
 */
export const socket =
  (parts: Parts): Effect =>
  (state) =>
    dial(parts, state).pipe(subscribeOn(asyncScheduler, parts.bucket.reserve()));

const dial = (parts: Parts, state: State): Observable<Happening> =>
  new Observable((subscriber) => {
    const { side, transport, options, duties, link, clock, signs } = parts;
    let openedAt: number | undefined;
    const target = side.target(side.origin(known(state.domains)), known(state.grant));
    /** The epoch: a listener outlives its subscription only to be counted. */
    const current = (): boolean => {
      if (!subscriber.closed) return true;
      signs.oddity('late-socket-event');
      return false;
    };
    const listener: SocketListener = {
      opened: () => {
        if (!current()) return;
        openedAt = clock.now();
        subscriber.next({ type: 'opened' });
      },
      notified: (notification) => {
        if (current()) duties.notified(notification);
      },
      clocked: (reading) => {
        if (current()) signs.clocked(reading);
      },
      oddity: (kind) => signs.oddity(kind),
      closed: (end) => {
        link.detach(opened);
        if (subscriber.closed) return;
        const now = clock.now();
        const openFor = openedAt === undefined ? undefined : now - openedAt;
        subscriber.next(socketVerdict(end, { state, now, openFor, exclusive: side.exclusive }));
        subscriber.complete();
      },
    };
    const opened = transport.open({ ...target, timings: socketTimings(options) }, listener);
    link.attach(opened);
    return () => {
      link.detach(opened);
      opened.close();
    };
  });

const socketTimings = ({ timeouts, liveness, keepAlive }: SessionOptions): SocketTimings => ({
  open: timeouts.stage,
  response: timeouts.response,
  close: timeouts.close,
  idle: liveness.idle,
  pong: liveness.pong,
  probe: liveness.probe,
  keepAlive: keepAlive.every,
});
