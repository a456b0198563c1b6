import { ConnectionLostError } from '../errors/connection.js';
import { type AnswerListener, type OutgoingRequest, type Socket, tellAnswer } from '../ports/transport.js';

/** The socket of the present epoch, if there is one: where requests and back-pressure go. */
export class Link {
  #socket: Socket | undefined;

  attach(socket: Socket): void {
    this.#socket = socket;
  }

  /** Forgets a socket; one that was already replaced is not touched. */
  detach(socket: Socket): void {
    if (this.#socket === socket) this.#socket = undefined;
  }

  request(request: OutgoingRequest): Promise<unknown> {
    return (
      this.#socket?.request(request) ??
      Promise.reject(new ConnectionLostError(`${request.type} was not sent: the socket is not open.`, 'no'))
    );
  }

  ask(request: OutgoingRequest, listener: AnswerListener): void {
    if (this.#socket?.ask === undefined) tellAnswer(this.request(request), listener);
    else this.#socket.ask(request, listener);
  }

  /** Holds the peer back. A socket that comes later starts free: it has answers to bring before it can be held. */
  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  /** When anything last arrived, by the monotonic clock; `undefined` without a socket that can tell. */
  get lastInbound(): number | undefined {
    return this.#socket?.lastInbound;
  }

  get buffered(): number {
    return this.#socket?.buffered ?? 0;
  }
}
