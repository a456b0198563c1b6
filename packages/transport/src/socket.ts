import type { Duplex } from 'node:stream';
import {
  type Alarm,
  AlarmClock,
  type AnswerListener,
  type Clock,
  type ClockReading,
  ConnectionLostError,
  ContentError,
  type HoldfastError,
  type OutgoingRequest,
  retryAfter,
  type Sent,
  type Socket,
  type SocketListener,
  type SocketTimings,
} from '@holdfast/core/internal';
import type { NotificationFrame, ResponseFrame } from '@holdfast/core/protocol';
import { type RawData, WebSocket } from 'ws';
import { Correlator, type Settled } from './correlate.js';
import {
  closedByPeer,
  closedByUs,
  type Ending,
  endingOf,
  fellSilent,
  notOpen,
  openTimedOut,
  refusedGreeting,
  refusedUpgrade,
} from './ending.js';
import { encodeRequest } from './encode-request.js';
import { Heartbeat, type HeartbeatLink } from './heartbeat.js';
import { readFrame } from './read-frame.js';
import { KeepAlive, type KeepAliveLink } from './keep-alive.js';

/** Of the target all but its address, which is a secret, and which `ws` keeps. */
export interface SocketContext {
  readonly timings: SocketTimings;
  readonly clockRequest: string;
  readonly greeting: OutgoingRequest | undefined;
  readonly maxDepth: number;
  readonly clock: Clock;
}

/**
 * `greeting`: upgraded, and our first request is not answered yet. `closing`: our close frame is out; answers still count, notifications do not. `dropped`: nothing from the wire
 * counts any more. `ended`: the listener has had its last call.
 */
type Phase = 'dialing' | 'greeting' | 'open' | 'closing' | 'dropped' | 'ended';

/** What is late may find its answer among the bytes that were not read yet. */
const ALARMS = Object.freeze({ grace: 200 });

/** One socket's life, from the dial to its end. What its parts ask for are methods of it: an idle bot is to be small. */
export class MessagingSocket implements Socket, Alarm, HeartbeatLink, KeepAliveLink {
  readonly alarms: AlarmClock;
  /** The deadline of the opening, or of the close that follows. */
  due: number | undefined;
  readonly #timings: SocketTimings;
  readonly #clockRequest: string;
  readonly #greeting: OutgoingRequest | undefined;
  readonly #maxDepth: number;
  readonly #correlator: Correlator;
  readonly #heartbeat: Heartbeat;
  readonly #keepAlive: KeepAlive;
  #phase: Phase = 'dialing';
  #paused = false;
  /** The first cause wins: what follows from it says less. */
  #ending: Ending | undefined;
  /** The connection below, once the socket is open. */
  #stream: Duplex | undefined;
  #lastByte = 0;
  /** Frames are being gathered for one write. */
  #corked = false;
  readonly #heard = (): void => {
    this.#lastByte = this.alarms.now();
  };
  /** The peer has left: unsent bytes to it would keep the connection half closed for ever. */
  readonly #left = (): void => this.alarms.set(this, this.#timings.close);
  /** `ws` keeps the errors of an open connection to itself. */
  readonly #failed = (error: Error): void => {
    this.#ending ??= endingOf(this.#host, error, this.#sent);
    this.#phase = 'dropped';
    this.#abandon(this.#ending);
  };

  constructor(
    private readonly ws: WebSocket,
    private readonly listener: SocketListener,
    { timings, clockRequest, greeting, maxDepth, clock }: SocketContext,
  ) {
    this.#timings = timings;
    this.#clockRequest = clockRequest;
    this.#greeting = greeting;
    this.#maxDepth = maxDepth;
    this.alarms = new AlarmClock(clock, ALARMS);
    this.#correlator = new Correlator(this.alarms);
    this.#heartbeat = new Heartbeat(this, timings);
    this.#keepAlive = new KeepAlive(this, timings.keepAlive);
    this.alarms.set(this, timings.open);
    this.#listen();
  }

  get buffered(): number {
    return this.ws.bufferedAmount;
  }

  get lastInbound(): number | undefined {
    return this.#lastByte === 0 ? undefined : this.#lastByte;
  }

  request(request: OutgoingRequest): Promise<unknown> {
    return new Promise((answered, failed) => this.ask(request, { answered, failed }));
  }

  ask(request: OutgoingRequest, listener: AnswerListener): void {
    if (this.#phase === 'open' && this.ws.readyState === WebSocket.OPEN) return this.#send(request, listener);
    const error = notOpen(this.#host, request.type, this.#isOpening ? 'yet' : 'any longer');
    queueMicrotask(() => listener.failed(error));
  }

  pause(): void {
    if (this.#paused || !(this.#isOpening || this.#phase === 'open')) return;
    this.#paused = true;
    // The answer to a greeting has to be read.
    if (this.#phase !== 'greeting') this.ws.pause();
    this.#heartbeat.stop();
    this.#correlator.pause();
    this.#keepAlive.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#correlator.resume();
    this.#keepAlive.resume();
    if (this.#phase === 'open') this.#heartbeat.start();
    this.ws.resume();
  }

  close(code = 1_000): void {
    if (this.#isOpening) this.terminate();
    if (this.#phase !== 'open' || this.ws.readyState !== WebSocket.OPEN) return;
    this.ws.close(code);
    this.#ending ??= closedByUs(this.#host, this.#sent);
    this.#phase = 'closing';
    this.#heartbeat.stop();
    this.#keepAlive.stop();
    // The peer's close frame is behind all that was held back.
    this.resume();
  }

  terminate(): void {
    this.#drop(closedByUs(this.#host, this.#sent));
  }

  // What its parts ask for and tell.

  /** The deadline is over. */
  ring(): void {
    if (this.#isOpening) this.#drop(openTimedOut(this.#host, this.#timings.open));
    else this.ws.terminate();
  }

  get lastByte(): number {
    return this.#lastByte;
  }

  ping(): void {
    this.ws.ping();
  }

  probe(): void {
    this.#keepAlive.ask();
  }

  dead(): void {
    this.#drop(fellSilent(this.#host));
  }

  askClock(): Promise<unknown> {
    return this.request({ type: this.#clockRequest, body: {} });
  }

  clocked(reading: ClockReading): void {
    if (this.#phase === 'open') this.#tell(() => this.listener.clocked(reading));
  }

  oddity(kind: string): void {
    if (this.#phase === 'ended') return;
    try {
      this.listener.oddity(kind);
    } catch {
      // Whoever fails to count a failure cannot be told of it.
    }
  }

  #send(request: OutgoingRequest, listener: AnswerListener): void {
    const number = this.#correlator.next();
    const text = encodeRequest(String(number), request);
    if (text instanceof ContentError) return queueMicrotask(() => listener.failed(text));
    this.#correlator.expect(number, request.type, request.timeout ?? this.#timings.response, listener);
    this.#cork();
    this.ws.send(text);
  }

  /** For messages: the only part of the address that may be shown. */
  get #host(): string {
    return new URL(this.ws.url).host;
  }

  get #isOpening(): boolean {
    return this.#phase === 'dialing' || this.#phase === 'greeting';
  }

  get #sent(): Sent {
    return this.#stream === undefined ? 'no' : 'unknown';
  }

  #listen(): void {
    this.ws
      .once('upgrade', ({ socket }) => this.ws.once('open', () => this.#upgraded(socket)))
      .on('unexpected-response', (_, { statusCode = 0, headers }) =>
        this.#drop(
          refusedUpgrade(this.#host, statusCode, retryAfter(headers['retry-after'], { serverDate: headers.date })),
        ),
      )
      .on('message', (data, isBinary) => this.#received(data, isBinary))
      .on('error', this.#failed)
      .on('close', (code, reason) => this.#ended(code, reason.toString()));
  }

  #upgraded(stream: Duplex): void {
    this.#stream = stream.prependListener('data', this.#heard).on('end', this.#left).on('error', this.#failed);
    // It cannot be refused any more.
    this.ws.removeAllListeners('unexpected-response');
    const greeting = this.#greeting;
    if (greeting === undefined) return this.#opened();
    this.#phase = 'greeting';
    // Late is the whole opening, not this answer.
    const failed = (error: HoldfastError): void => {
      if (this.#phase === 'greeting') this.#drop(refusedGreeting(error));
    };
    this.#send({ timeout: this.#timings.open, ...greeting }, { answered: () => undefined, failed });
  }

  #opened(): void {
    this.#phase = 'open';
    this.alarms.clear(this);
    this.#heard();
    this.#keepAlive.start();
    if (this.#paused) this.ws.pause();
    else this.#heartbeat.start();
    this.#tell(() => this.listener.opened());
  }

  /**
   * What is sent within one turn of the loop leaves in one write. The answers to all frames of one read are sent by
   * microtasks, and the next tick comes right after these: so nothing waits for it.
   */
  #cork(): void {
    const stream = this.#stream;
    if (stream === undefined || this.#corked) return;
    this.#corked = true;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }

  #received(data: RawData, isBinary: boolean): void {
    if (this.#phase !== 'open' && this.#phase !== 'closing' && this.#phase !== 'greeting') return;
    if (isBinary || !Buffer.isBuffer(data)) return this.oddity('binary-frame');
    const frame = readFrame(data, this.#maxDepth);
    if (frame === 'too deep') return this.oddity('deep-frame');
    if (frame.kind === 'notification') return this.#notify(frame);
    if (frame.kind === 'malformed') return this.oddity('malformed-frame');
    const settled = this.#settle(frame);
    if (settled !== 'settled') this.oddity(settled);
    // At once: the next frame may have come in the same segment. A refusal is told by its promise.
    else if (this.#phase === 'greeting' && frame.code <= 399) this.#opened();
  }

  #settle(frame: ResponseFrame): Settled {
    try {
      return this.#correlator.settle(frame);
    } catch {
      this.oddity('listener-failed');
      return 'settled';
    }
  }

  /** Apart from `#tell`, to cost no closure for each notification. */
  #notify(frame: NotificationFrame): void {
    if (this.#phase !== 'open') return;
    try {
      this.listener.notified(frame);
    } catch {
      this.oddity('listener-failed');
    }
  }

  #drop(ending: Ending): void {
    if (this.#phase === 'ended') return;
    this.#ending ??= ending;
    this.#phase = 'dropped';
    this.#abandon(this.#ending);
    this.ws.terminate();
  }

  #ended(code: number, reason: string): void {
    this.#ending ??= closedByPeer(this.#host, code);
    this.#abandon(this.#ending);
    this.alarms.clear(this);
    this.#stream?.off('data', this.#heard).off('end', this.#left).off('error', this.#failed);
    // An error without a listener would end the process, even one of a socket that nobody holds any more.
    this.ws.removeAllListeners().on('error', () => {});
    this.#phase = 'ended';
    const frame = this.#stream === undefined ? {} : { code, ...(reason === '' ? {} : { reason }) };
    const end = { ...frame, ...this.#ending };
    this.#tell(() => this.listener.closed(end));
  }

  /** Nothing more will be asked or answered. */
  #abandon({ cause, error }: Ending): void {
    this.#heartbeat.stop();
    this.#keepAlive.stop();
    const message = `The messaging socket to ${this.#host} ended (${cause}) before the platform answered. It may have acted on the request: check before you repeat it.`;
    this.#correlator.fail(new ConnectionLostError(message, 'unknown', { cause: error }));
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch {
      this.oddity('listener-failed');
    }
  }
}
