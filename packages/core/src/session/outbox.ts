import { QueueOverflowError } from '../errors/connection.js';
import type { HoldfastError } from '../errors/holdfast-error.js';
import type { Clock } from '../resilience/monotonic.js';

export interface OutboxOptions {
  /** How many requests may wait. */
  readonly limit: number;
  /** How long each may wait, in milliseconds. */
  readonly maxAge: number;
}

interface Held {
  readonly since: number;
  readonly send: () => void;
  readonly refuse: (error: HoldfastError) => void;
}

/** Requests made while the session is not live: held in order, bounded in number and time, sent once it is live. */
export class Outbox {
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: OutboxOptions,
    private readonly clock: Clock,
  ) {}

  get depth(): number {
    return this.#held.length;
  }

  /** Resolves with what `send` resolves with, once the outbox is released. Rejects with `QueueOverflowError`. */
  hold<T>(send: () => Promise<T>): Promise<T> {
    const { limit } = this.options;
    if (this.#held.length >= limit) {
      return Promise.reject(
        new QueueOverflowError(
          `${limit} requests already wait for the session to be live, so this one was refused. Send less while the session is interrupted, or raise session.queue.limit.`,
        ),
      );
    }
    return new Promise<T>((resolve, reject) => {
      this.#held.push({ since: this.clock.now(), send: () => void send().then(resolve, reject), refuse: reject });
      this.#arm();
    });
  }

  /** Sends everything that waits, in order and before this call returns. */
  release(): void {
    for (const { send } of this.#take()) send();
  }

  /** Refuses everything that waits. */
  refuse(error: HoldfastError): void {
    for (const { refuse } of this.#take()) refuse(error);
  }

  #take(): readonly Held[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    this.#held = [];
    return held;
  }

  /** One timer, for the oldest. */
  #arm(): void {
    const [oldest] = this.#held;
    if (this.#timer !== undefined || oldest === undefined) return;
    const wait = oldest.since + this.options.maxAge - this.clock.now();
    if (wait === Infinity) return;
    this.#timer = setTimeout(() => this.#expire(), Math.max(0, wait));
  }

  #expire(): void {
    this.#timer = undefined;
    const { maxAge } = this.options;
    const now = this.clock.now();
    const young = this.#held.findIndex(({ since }) => now - since < maxAge);
    const expired = this.#held.splice(0, young === -1 ? this.#held.length : young);
    for (const { refuse } of expired) {
      refuse(
        new QueueOverflowError(
          `The session was not live for ${maxAge} ms, so a waiting request was given up; nothing was sent. Try again once the session is live, or raise session.queue.maxAge.`,
        ),
      );
    }
    this.#arm();
  }
}
