import type { HoldfastError } from '../errors/holdfast-error.js';
import type { NotificationFrame } from '../protocol/frame.js';
import type { JsonObject } from '../protocol/read.js';

/** Opens messaging sockets. One per bot; it holds no socket of its own. */
export interface Transport {
  /**
   * Dials one socket. It never throws and never calls the listener before it has returned; a dial that cannot even
   * begin ends through `closed`.
   */
  open(target: SocketTarget, listener: SocketListener): Socket;
}

export interface SocketTarget {
  /** A secret as a whole: the path holds the bearer. */
  readonly url: string;
  readonly timings: SocketTimings;
  /** The wire name of the keep-alive request: `.GetClock` for agents, `GetClock` for consumers. */
  readonly clockRequest: string;
  /**
   * Sent before all else. The socket counts as open, and its `timings.open` as kept, once it was answered; a refusal ends
   * the socket as a refused upgrade does, with the code as `status`. @default nothing: open with the upgrade
   */
  readonly greeting?: OutgoingRequest;
}

/** All in milliseconds. */
export interface SocketTimings {
  /** From the dial to the upgrade, in total, however slowly bytes trickle. */
  readonly open: number;
  /** From a request to its answer. */
  readonly response: number;
  /** From our close frame to the peer's; then the socket is terminated. */
  readonly close: number;
  /** Without an inbound byte for this long, a WebSocket ping goes out. */
  readonly idle: number;
  /** Still no byte this long after the ping, a clock request goes out. */
  readonly pong: number;
  /** Still no byte this long after that, the socket is dead. */
  readonly probe: number;
  /** Between two clock requests while the socket is open. */
  readonly keepAlive: number;
}

/** What a socket tells its owner. Each method is called synchronously, in the order of the wire. */
export interface SocketListener {
  /** The upgrade has succeeded: requests may be made. */
  opened(): void;
  /** The platform tells something that nobody asked for. */
  notified(notification: NotificationFrame): void;
  /** After each answered clock request. */
  clocked(reading: ClockReading): void;
  /** Something odd that changes nothing: a malformed frame, an unknown reqId, a late answer. To be counted. */
  oddity(kind: string): void;
  /** Exactly once, as the last call, also for a dial that failed and for a close of our own. */
  closed(end: SocketEnd): void;
}

export interface ClockReading {
  /** Platform's clock minus ours at the middle of the round trip, in milliseconds. */
  readonly offset: number;
  /** Milliseconds. */
  readonly roundTrip: number;
}

/** How a socket ended. */
export interface SocketEnd {
  /** The close code of the peer, 1005 if it gave none, 1006 if there was no close frame. Absent if there was no upgrade. */
  readonly code?: number;
  /** The peer's close reason, at most 123 bytes. Hostile: it may echo the bearer. Only the redacting logger may print it. */
  readonly reason?: string;
  /** The HTTP status of a refused upgrade, or the code of a refused greeting. */
  readonly status?: number;
  /** Milliseconds to stay away: what a refused upgrade asked for, or a minute for a certificate that is no good. */
  readonly retryAfter?: number;
  /** A short stable word for the cause: `closed`, `refused`, `timeout`, `silent`, `violation`, or the errno, e.g. `ECONNRESET`. */
  readonly cause: string;
  /** The same as a typed error, ready to be thrown or logged. */
  readonly error: HoldfastError;
}

export interface OutgoingRequest {
  readonly type: string;
  readonly body: unknown;
  readonly headers?: readonly JsonObject[];
  readonly metadata?: readonly JsonObject[];
  /** Milliseconds, instead of `timings.response`. */
  readonly timeout?: number;
}

/** Hears what became of a request: one of the two is called, once, and not within the call that made the request. */
export interface AnswerListener {
  /** With the body of the answer. */
  answered(body: unknown): void;
  failed(error: HoldfastError): void;
}

/** Has a listener hear what a promise comes to. */
export const tellAnswer = (answer: Promise<unknown>, listener: AnswerListener): void =>
  void answer.then(
    (body) => listener.answered(body),
    (error: HoldfastError) => listener.failed(error),
  );

export interface Socket {
  /**
   * Sends one request and resolves with the body of its answer.
   *
   * Rejects with `RequestRefusedError` (code above 399), `ThrottledError` (429), `RequestTimeoutError`, and with
   * `ConnectionLostError` at once when the socket is not open or ends; its `sent` says whether the platform may have acted.
   */
  request(request: OutgoingRequest): Promise<unknown>;
  /** The same without a promise, for what is sent with each message. Left out by what has no need to be quick. */
  ask?(request: OutgoingRequest, listener: AnswerListener): void;
  /** Stops reading from the network, so that TCP holds the peer back. Liveness is not judged meanwhile; clock requests go on. */
  pause(): void;
  /** Reads on after `pause()`. Without one before it, nothing changes. */
  resume(): void;
  /** Closes with a code (default 1000), and terminates if the peer does not answer in time. Twice is once. */
  close(code?: number): void;
  /** Drops the connection at once. */
  terminate(): void;
  /** Bytes handed over and not yet taken by the network. */
  readonly buffered: number;
  /** When a byte last arrived, by `performance.now()`; `undefined` before the first one. Left out by what cannot tell. */
  readonly lastInbound?: number | undefined;
}
