import type {
  OutgoingRequest,
  Socket,
  SocketEnd,
  SocketListener,
  SocketTarget,
  Transport,
} from '@holdfast/core/internal';
import { failureOf } from '../failure.js';
import type { Tape } from '../tape/tape.js';

/** The same sockets, with everything that goes through them noted. Addresses are not: they hold the bearer. */
export const recordTransport = (transport: Transport, tape: Tape): Transport => ({
  open(target: SocketTarget, listener: SocketListener): Socket {
    const socket = tape.next();
    tape.note({ kind: 'dial', socket });
    return new RecordedSocket(transport.open(target, listening(listener, socket, tape)), socket, tape);
  },
});

const listening = (listener: SocketListener, socket: number, tape: Tape): SocketListener => ({
  opened() {
    tape.note({ kind: 'opened', socket });
    listener.opened();
  },
  notified(notification) {
    const { type, body, metadata } = notification;
    tape.note({ kind: 'notified', socket, type, body, ...(metadata === undefined ? {} : { metadata }) });
    listener.notified(notification);
  },
  clocked(reading) {
    tape.note({ kind: 'clocked', socket, offset: reading.offset, roundTrip: reading.roundTrip });
    listener.clocked(reading);
  },
  oddity(kind) {
    tape.note({ kind: 'oddity', socket, name: kind });
    listener.oddity(kind);
  },
  closed(end) {
    tape.note({ kind: 'closed', socket, ...factsOf(end) });
    listener.closed(end);
  },
});

const factsOf = ({ cause, code, reason, status, retryAfter, error }: SocketEnd) => ({
  cause,
  ...(code === undefined ? {} : { code }),
  ...(reason === undefined ? {} : { reason }),
  ...(status === undefined ? {} : { status }),
  ...(retryAfter === undefined ? {} : { retryAfter }),
  failure: failureOf(error),
});

class RecordedSocket implements Socket {
  constructor(
    private readonly socket: Socket,
    private readonly number: number,
    private readonly tape: Tape,
  ) {}

  get buffered(): number {
    return this.socket.buffered;
  }

  request(outgoing: OutgoingRequest): Promise<unknown> {
    const { tape } = this;
    const request = tape.next();
    const { type, body, metadata } = outgoing;
    const more = metadata === undefined ? {} : { metadata };
    tape.note({ kind: 'request', socket: this.number, request, type, body, ...more });
    const answer = this.socket.request(outgoing);
    answer.then(
      (answered) => tape.note({ kind: 'answer', request, body: answered }),
      (error: unknown) => tape.note({ kind: 'answer', request, failure: failureOf(error) }),
    );
    return answer;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(code?: number): void {
    this.tape.note({ kind: 'close', socket: this.number });
    this.socket.close(code);
  }

  terminate(): void {
    this.tape.note({ kind: 'close', socket: this.number });
    this.socket.terminate();
  }
}
