import { type HoldfastError, RequestTimeoutError } from '@holdfast/core/internal';
import type { ResponseFrame } from '@holdfast/core/protocol';
import { Alarm } from './alarm.js';
import { refusedAnswer } from './refused-answer.js';

interface Pending {
  readonly type: string;
  readonly timeout: number;
  /** On the correlator's own time, which stands still in a pause. */
  readonly due: number;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: HoldfastError) => void;
}

type Lane = Map<string, Pending>;

/** What became of an answer: it found its request, or why it found none. */
export type Settled = 'settled' | 'late-answer' | 'duplicate-answer' | 'unknown-answer';

/** Timed-out ids that are remembered in order to recognize their late answers. */
const REMEMBERED = 1_000;
const DIGITS = /^[1-9]\d{0,15}$/;

/**
 * Finds the request of each answer, for one socket.
 *
 * One timer serves all requests. Those with the same time-out share a lane, which is in the order of its deadlines by
 * itself, so only the first of each lane is ever looked at.
 */
export class Correlator {
  readonly #pending = new Map<string, Pending>();
  readonly #lanes = new Map<number, Lane>();
  readonly #timedOut = new Set<string>();
  readonly #alarm: Alarm;
  #lastId = 0;
  #pausedFor = 0;
  #pausedAt: number | undefined;

  constructor(private readonly now: () => number) {
    this.#alarm = new Alarm(now, () => this.#expire());
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
      const pending = { type, timeout, due: this.#time() + timeout, resolve, reject };
      this.#pending.set(id, pending);
      this.#laneOf(timeout).set(id, pending);
      if (this.#pausedAt === undefined && this.#alarm.due > this.now() + timeout) this.#alarm.set(timeout);
    });
  }

  settle(answer: ResponseFrame): Settled {
    const pending = this.#pending.get(answer.reqId);
    if (pending === undefined) return this.#stray(answer.reqId);
    this.#forget(answer.reqId, pending);
    const error = refusedAnswer(pending.type, answer.code);
    if (error === undefined) pending.resolve(answer.body);
    else pending.reject(error);
    return 'settled';
  }

  /** Ends every request; all share the one error. */
  fail(error: HoldfastError): void {
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    this.#lanes.clear();
    this.#alarm.clear();
    for (const { reject } of failed) reject(error);
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

  #time(): number {
    return (this.#pausedAt ?? this.now()) - this.#pausedFor;
  }

  #laneOf(timeout: number): Lane {
    const known = this.#lanes.get(timeout);
    if (known) return known;
    const lane: Lane = new Map();
    this.#lanes.set(timeout, lane);
    return lane;
  }

  #forget(id: string, { timeout }: Pending): void {
    this.#pending.delete(id);
    const lane = this.#lanes.get(timeout);
    lane?.delete(id);
    if (lane?.size === 0) this.#lanes.delete(timeout);
  }

  #expire(): void {
    const time = this.#time();
    for (const lane of this.#lanes.values()) {
      for (const [id, pending] of lane) {
        if (pending.due > time) break;
        this.#forget(id, pending);
        this.#remember(id);
        pending.reject(timedOut(pending));
      }
    }
    this.#setAlarm();
  }

  #setAlarm(): void {
    let first = Infinity;
    for (const lane of this.#lanes.values()) {
      for (const { due } of lane.values()) {
        first = Math.min(first, due);
        break;
      }
    }
    this.#alarm.set(first === Infinity ? Infinity : Math.max(0, first - this.#time()));
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
