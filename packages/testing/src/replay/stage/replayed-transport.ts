import type { Entry } from '@holdfast/recording';
import type { Scrubber } from '@holdfast/recording/internal';
import { AgentNotification } from '@holdfast/core/protocol';
import { ConnectionLostError, type Socket, type SocketListener, type SocketTarget, type Transport } from 'holdfast';
import { DialogRecord } from './dialog-record.js';
import { historyRequests } from './history-requests.js';
import type { PlayHead } from './play-head.js';
import { ReplayedSocket } from './replayed-socket.js';
import { RequestBook } from './request-book.js';
import type { Script } from './script.js';
import { StandIn } from './stand-in.js';

export interface ReplayedTransportParts {
  readonly script: Script;
  readonly head: PlayHead;
  readonly scrubber: Scrubber;
}

/** The n-th dial of today's bot gets the n-th socket of that night. */
export class ReplayedTransport implements Transport {
  readonly #parts: ReplayedTransportParts;
  readonly #record = new DialogRecord();
  readonly #sockets = new Map<number, ReplayedSocket>();
  /** What came from sockets that today's bot has not dialled yet. */
  readonly #early = new Map<number, Entry[]>();
  readonly #asked: ReadonlySet<number>;
  #dials = 0;

  constructor(parts: ReplayedTransportParts, entries: readonly Entry[]) {
    this.#parts = parts;
    this.#asked = historyRequests(entries);
  }

  open(_target: SocketTarget, listener: SocketListener): Socket {
    const { script, head, scrubber } = this.#parts;
    const scripted = script.sockets[this.#dials];
    this.#dials += 1;
    const book = new RequestBook(scripted?.requests ?? []);
    const standIn = new StandIn(this.#record);
    const socket = new ReplayedSocket({ listener, head, book, standIn, scrubber });
    setTimeout(() => (scripted === undefined ? refuse(listener) : this.#begin(scripted.number, socket)), 0);
    return socket;
  }

  /** An entry is reached. */
  happens(entry: Entry): void {
    if (entry.kind === 'answer' && this.#asked.has(entry.request)) this.#record.learnPage(entry.body);
    if (entry.kind === 'notified' && entry.type === AgentNotification.message) this.#record.learn(entry.body);
    if (!('socket' in entry)) return;
    const socket = this.#sockets.get(entry.socket);
    if (socket !== undefined) return socket.hear(entry);
    const waiting = this.#early.get(entry.socket) ?? [];
    waiting.push(entry);
    this.#early.set(entry.socket, waiting);
  }

  #begin(number: number, socket: ReplayedSocket): void {
    this.#sockets.set(number, socket);
    for (const entry of this.#early.get(number) ?? []) socket.hear(entry);
    this.#early.delete(number);
  }
}

/** That night there was no such dial, so nobody knows what would have come of it. */
const refuse = (listener: SocketListener): void =>
  listener.closed({
    cause: 'unrecorded',
    error: new ConnectionLostError('The recording holds no further connection.', 'no'),
  });
