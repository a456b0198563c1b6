import { LazyMap } from '../collections/lazy-map.js';
import { LazySet } from '../collections/lazy-set.js';
import type { Clock } from '../resilience/monotonic.js';

/** How often the loop is looked at, and how late a look must be to be told of. */
const EVERY = 1_000;
const LATE = 1_000;

export interface Blocked {
  /** Milliseconds in which this process did nothing else. */
  readonly duration: number;
  /**
   * `Class.method` of the handler that held the process. Where none did so from its beginning to its first `await`, all that
   * were running: one of them may have done so later. None, if the process was stopped or something else held it.
   */
  readonly handlers: readonly string[];
}

/**
 * Notices that the event loop stood still, and which handler stood in its way: while it does, no message is handled and no
 * ping is answered. Costs one timer that holds no process open.
 */
export class LoopWatch {
  /** How many calls of each handler are under way. */
  readonly #running = new LazyMap<string, number>();
  /** Handlers that ended since the last look, and when. */
  readonly #ended = new LazyMap<string, number>();
  /** The handlers that held the loop since the last look. */
  readonly #held = new LazySet<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (blocked: Blocked) => void,
  ) {}

  start(): void {
    this.stop();
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Calls a handler, and watches it until what it gives has settled. */
  async run(name: string, call: () => unknown): Promise<void> {
    this.#running.set(name, (this.#running.get(name) ?? 0) + 1);
    try {
      await this.#begin(name, call);
    } finally {
      const left = (this.#running.get(name) ?? 1) - 1;
      if (left === 0) this.#running.delete(name);
      else this.#running.set(name, left);
      this.#ended.set(name, this.clock.now());
    }
  }

  /** The part of a handler before its first `await`. */
  #begin(name: string, call: () => unknown): unknown {
    const begun = this.clock.now();
    try {
      return call();
    } finally {
      if (this.clock.now() - begun > LATE) this.#held.add(name);
    }
  }

  #wait(): void {
    const due = this.clock.now() + EVERY;
    this.#timer = setTimeout(() => this.#look(due), EVERY);
    this.#timer.unref();
  }

  #look(due: number): void {
    const late = this.clock.now() - due;
    const handlers = late > LATE ? this.#suspects(due) : [];
    this.#held.clear();
    this.#ended.clear();
    this.#wait();
    if (late > LATE) this.tell({ duration: Math.round(late), handlers });
  }

  /** What ended before the look was due had ended before the loop stood still: in between nothing can have run. */
  #suspects(due: number): readonly string[] {
    if (this.#held.size > 0) return [...this.#held].sort();
    const ended = [...this.#ended].filter(([, at]) => at >= due).map(([name]) => name);
    return [...new Set([...this.#running.keys(), ...ended])].sort();
  }
}
