import {
  type Alarm,
  type AlarmClock,
  type AnswerListener,
  type HoldfastError,
  LazySet,
  RequestTimeoutError,
} from '@holdfast/core/internal';
import type { ResponseFrame } from '@holdfast/core/protocol';
import { Deadlines } from './deadlines.js';
import { refusedAnswer } from './refused-answer.js';
import { Ring } from './ring.js';

interface Pending {
  readonly number: number;
  readonly type: string;
  readonly timeout: number;
  /** On the correlator's own time, which stands still in a pause. */
  readonly due: number;
  readonly listener: AnswerListener;
  before: Pending | undefined;
  after: Pending | undefined;
}

/** What became of an answer: it found its request, or why it found none. */
export type Settled = 'settled' | 'late-answer' | 'duplicate-answer' | 'unknown-answer';

/** Timed-out numbers that are remembered in order to recognize their late answers. */
const REMEMBERED = 1_000;
const DIGITS = /^[1-9]\d{0,15}$/;

/**
 * Finds the request of each answer, for one socket.
 *
 * One alarm serves all requests; see `deadlines.ts`.
 */
export class Correlator implements Alarm {
  due: number | undefined;
  readonly #pending = new Ring<Pending>();
  readonly #deadlines = new Deadlines<Pending>();
  readonly #timedOut = new LazySet<number>();
  #last = 0;
  #pausedFor = 0;
  #pausedAt: number | undefined;

  constructor(private readonly alarms: AlarmClock) {}

  /** Requests without an answer. */
  get size(): number {
    return this.#pending.size;
  }

  /** A new number, never given again. The id of the request on the wire is its digits. */
  next(): number {
    return ++this.#last;
  }

  /** @param timeout milliseconds; `Infinity` means that only the end of the socket ends the wait. */
  expect(number: number, type: string, timeout: number, listener: AnswerListener): void {
    const now = this.alarms.now();
    const due = (this.#pausedAt ?? now) - this.#pausedFor + timeout;
    const pending = { number, type, timeout, due, listener, before: undefined, after: undefined };
    this.#pending.add(pending);
    this.#deadlines.add(pending);
    if (this.#pausedAt === undefined && (this.due ?? Infinity) > now + timeout) this.alarms.set(this, timeout);
  }

  settle({ reqId, code, body }: ResponseFrame): Settled {
    const number = DIGITS.test(reqId) ? Number(reqId) : 0;
    const pending = this.#pending.take(number);
    if (pending === undefined) return this.#stray(number);
    this.#deadlines.leave(pending);
    const error = refusedAnswer(pending.type, code);
    if (error === undefined) pending.listener.answered(body);
    else pending.listener.failed(error);
    return 'settled';
  }

  /** Ends every request; all share the one error. */
  fail(error: HoldfastError): void {
    const failed = [...this.#deadlines.due(Infinity)];
    this.#pending.clear();
    this.#deadlines.clear();
    this.alarms.clear(this);
    for (const { listener } of failed) listener.failed(error);
  }

  /** Stops the time of all deadlines. Twice is once. */
  pause(): void {
    this.#pausedAt ??= this.alarms.now();
    this.alarms.clear(this);
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedFor += this.alarms.now() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#setAlarm();
  }

  /** Ends the requests that are overdue. */
  ring(): void {
    for (const pending of this.#deadlines.due(this.#time())) {
      this.#pending.take(pending.number);
      this.#deadlines.leave(pending);
      this.#remember(pending.number);
      pending.listener.failed(timedOut(pending));
    }
    this.#setAlarm();
  }

  #time(): number {
    return (this.#pausedAt ?? this.alarms.now()) - this.#pausedFor;
  }

  #setAlarm(): void {
    this.alarms.set(this, Math.max(0, this.#deadlines.next - this.#time()));
  }

  #remember(number: number): void {
    this.#timedOut.add(number);
    if (this.#timedOut.size <= REMEMBERED) return;
    for (const oldest of this.#timedOut) {
      this.#timedOut.delete(oldest);
      break;
    }
  }

  #stray(number: number): Settled {
    if (this.#timedOut.delete(number)) return 'late-answer';
    return number > 0 && number <= this.#last ? 'duplicate-answer' : 'unknown-answer';
  }
}

const timedOut = ({ type, timeout }: Pending): RequestTimeoutError =>
  new RequestTimeoutError(
    type,
    `The platform did not answer ${type} within ${timeout} ms. It may have acted on it: check before you repeat it.`,
  );
