import type { Socket, SocketTimings } from '@holdfast/core/internal';
import { webSocket, type WebSocketOptions } from '../web-socket.js';
import { Recorder } from './recorder.js';

const timings: SocketTimings = {
  open: 5_000,
  response: 5_000,
  close: 300,
  idle: 10_000,
  pong: 5_000,
  probe: 5_000,
  keepAlive: 30_000,
};

export interface Dialled {
  readonly socket: Socket;
  readonly seen: Recorder;
}

/** Dials, and tells everything to a recorder. */
export function dialled(url: string, short: Partial<SocketTimings> = {}, options: WebSocketOptions = {}): Dialled {
  const seen = new Recorder();
  const target = { url, timings: { ...timings, ...short }, clockRequest: '.GetClock' };
  return { socket: webSocket(options).open(target, seen), seen };
}

/** Dials and waits until the socket is open. */
export async function opened(...args: Parameters<typeof dialled>): Promise<Dialled> {
  const made = dialled(...args);
  await made.seen.seen('opened');
  return made;
}
