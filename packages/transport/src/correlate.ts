import { type Clock, type HoldfastError, LazySet, RequestTimeoutError } from '@holdfast/core/internal';
import type { ResponseFrame } from '@holdfast/core/protocol';
import { Alarm, type Bell } from './alarm.js';
import { Deadlines, type Place } from './deadlines.js';
import { refusedAnswer } from './refused-answer.js';

interface Pending {
  readonly id: string;
  readonly type: string;
  readonly timeout: number;
  /** On the correlator's own time, which stands still in a pause. */
  readonly due: number;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: HoldfastError) => void;
}

/** What became of an answer: it found its request, or why it found none. */
export type Settled = 'settled' | 'late-answer' | 'duplicate-answer' | 'unknown-answer';

/** Timed-out ids that are remembered in order to recognize their late answers. */
const REMEMBERED = 1_000;
const DIGITS = /^[1-9]\d{0,15}$/;

/**
 * Finds the request of each answer, for one socket.
 *
 * One timer serves all requests; see `deadlines.ts`.
 */
export class Correlator implements Bell {
  readonly #pending = new Map<string, Place<Pending>>();
  readonly #deadlines = new Deadlines<Pending>();
  readonly #timedOut = new LazySet<string>();
  readonly #alarm: Alarm;
  #lastId = 0;
  #pausedFor = 0;
  #pausedAt: number | undefined;

  constructor(private readonly clock: Clock) {
    this.#alarm = new Alarm(this);
  }

  now(): number {
    return this.clock.now();
  }

  /** Requests without an answer. */
  get size(): number {
    return this.#pending.size;
  }

  /** A new id, never given again. */
  nextId(): string {
    return String(++this.#lastId);
  }

  /** @param timeout milliseconds; `Infinity` means that only the end of the socket ends the wait. */
  expect(id: string, type: string, timeout: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const now = this.now();
      const due = (this.#pausedAt ?? now) - this.#pausedFor + timeout;
      this.#pending.set(id, this.#deadlines.add({ id, type, timeout, due, resolve, reject }, timeout));
      if (this.#pausedAt === undefined && this.#alarm.due > now + timeout) this.#alarm.set(timeout);
    });
  }

  settle(answer: ResponseFrame): Settled {
    const place = this.#pending.get(answer.reqId);
    if (place === undefined) return this.#stray(answer.reqId);
    this.#pending.delete(answer.reqId);
    this.#deadlines.leave(place);
    const pending = place.item;
    const error = refusedAnswer(pending.type, answer.code);
    if (error === undefined) pending.resolve(answer.body);
    else pending.reject(error);
    return 'settled';
  }

  /** Ends every request; all share the one error. */
  fail(error: HoldfastError): void {
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    this.#deadlines.clear();
    this.#alarm.clear();
    for (const { item } of failed) item.reject(error);
  }

  /** Stops the time of all deadlines. Twice is once. */
  pause(): void {
    this.#pausedAt ??= this.now();
    this.#alarm.clear();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedFor += this.now() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#setAlarm();
  }

  /** Ends the requests that are overdue. */
  ring(): void {
    for (const pending of this.#deadlines.due(this.#time())) {
      const place = this.#pending.get(pending.id);
      if (place === undefined) continue;
      this.#pending.delete(pending.id);
      this.#deadlines.leave(place);
      this.#remember(pending.id);
      pending.reject(timedOut(pending));
    }
    this.#setAlarm();
  }

  #time(): number {
    return (this.#pausedAt ?? this.now()) - this.#pausedFor;
  }

  #setAlarm(): void {
    this.#alarm.set(Math.max(0, this.#deadlines.next - this.#time()));
  }

  #remember(id: string): void {
    this.#timedOut.add(id);
    if (this.#timedOut.size <= REMEMBERED) return;
    for (const oldest of this.#timedOut) {
      this.#timedOut.delete(oldest);
      break;
    }
  }

  #stray(id: string): Settled {
    if (this.#timedOut.delete(id)) return 'late-answer';
    return DIGITS.test(id) && Number(id) <= this.#lastId ? 'duplicate-answer' : 'unknown-answer';
  }
}

const timedOut = ({ type, timeout }: Pending): RequestTimeoutError =>
  new RequestTimeoutError(
    type,
    `The platform did not answer ${type} within ${timeout} ms. It may have acted on it: check before you repeat it.`,
  );
