import type { Entry } from '@holdfast/recording';
import type { Scrubber } from '@holdfast/recording/internal';
import { isObject } from '@holdfast/core/protocol';
import { ConnectionLostError, type OutgoingRequest, type Socket, type SocketListener } from 'holdfast';
import type { Asked } from './fingerprint.js';
import type { PlayHead } from './play-head.js';
import type { RequestBook } from './request-book.js';
import { revived } from './revived.js';
import type { StandIn } from './stand-in.js';

export interface ReplayedSocketParts {
  readonly listener: SocketListener;
  readonly head: PlayHead;
  readonly book: RequestBook;
  readonly standIn: StandIn;
  readonly scrubber: Scrubber;
}

/** One recorded socket, heard again, and asked by today's bot. */
export class ReplayedSocket implements Socket {
  readonly buffered = 0;
  readonly #parts: ReplayedSocketParts;
  readonly #held: Entry[] = [];
  readonly #lost = new Set<(error: ConnectionLostError) => void>();
  #phase: 'dialing' | 'open' | 'ended' = 'dialing';
  #paused = false;

  constructor(parts: ReplayedSocketParts) {
    this.#parts = parts;
  }

  /** Something of this socket comes from the wire. What is held back comes later, in its order. */
  hear(entry: Entry): void {
    this.#held.push(entry);
    this.#flush();
  }

  async request(outgoing: OutgoingRequest): Promise<unknown> {
    if (this.#phase !== 'open') throw lost('no');
    const { book, head, standIn } = this.#parts;
    const asked = this.#scrubbed(outgoing);
    const scripted = book.take(asked, head.moment);
    if (scripted === undefined) return standIn.answer(asked);
    const { ending } = scripted;
    await this.#whileOpen(ending === undefined ? new Promise(() => {}) : head.reached(ending.index));
    if (ending?.failure !== undefined) throw revived(ending.failure);
    return ending?.value;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#flush();
  }

  close(): void {
    if (this.#phase === 'ended') return;
    setTimeout(
      () => this.#end(() => this.#parts.listener.closed({ code: 1_000, cause: 'closed', error: lost('unknown') })),
      0,
    );
  }

  terminate(): void {
    this.close();
  }

  #flush(): void {
    while (this.#held.length > 0 && !(this.#paused && this.#held[0]?.kind === 'notified')) {
      const entry = this.#held.shift();
      if (entry !== undefined && this.#phase !== 'ended') this.#tell(entry);
    }
  }

  #tell(entry: Entry): void {
    const { listener } = this.#parts;
    switch (entry.kind) {
      case 'opened':
        this.#phase = 'open';
        return listener.opened();
      case 'notified': {
        const { type, body, metadata } = entry;
        const more = metadata === undefined ? {} : { metadata };
        return listener.notified({ kind: 'notification', type, body: isObject(body) ? body : {}, ...more });
      }
      case 'clocked':
        return listener.clocked({ offset: entry.offset, roundTrip: entry.roundTrip });
      case 'oddity':
        return listener.oddity(entry.name);
      case 'closed': {
        const { t: _t, kind: _kind, socket: _socket, failure, ...end } = entry;
        return this.#end(() => listener.closed({ ...end, error: revived(failure) }));
      }
      default:
        return undefined;
    }
  }

  #end(tell: () => void): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    for (const reject of this.#lost) reject(lost('unknown'));
    this.#lost.clear();
    tell();
  }

  /** Rejects as soon as the socket ends. */
  async #whileOpen(promise: Promise<void>): Promise<void> {
    let fail: ((error: ConnectionLostError) => void) | undefined;
    try {
      await Promise.race([
        promise,
        new Promise<never>((_, reject) => {
          fail = reject;
          this.#lost.add(reject);
        }),
      ]);
    } finally {
      if (fail !== undefined) this.#lost.delete(fail);
    }
  }

  /** As it would stand in a recording. */
  #scrubbed({ type, body, metadata }: OutgoingRequest): Asked {
    const { scrubber } = this.#parts;
    return { type, body: plain(scrubber.scrub(body)), metadata: plain(scrubber.scrub(metadata)) };
  }
}

/** What is undefined does not reach a file. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const lost = (sent: 'no' | 'unknown'): ConnectionLostError =>
  new ConnectionLostError('The replayed socket is not open.', sent);
