import { LazyMap } from '../collections/lazy-map.js';
import { rejected } from '../errors/rejected.js';
import type { Alarm, AlarmClock } from '../resilience/alarm-clock.js';
import type { Clock } from '../resilience/monotonic.js';
import { handlerFailure, type HandlerName, type Invoked } from './handler-failure.js';

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
 * ping is answered.
 */
export class LoopWatch implements Alarm {
  due: number | undefined;
  readonly #calls = new LazyMap<HandlerName, Calls>();

  constructor(
    private readonly alarms: AlarmClock,
    private readonly owner: { blocked(blocked: Blocked): void },
  ) {}

  start(): void {
    this.alarms.set(this, EVERY);
  }

  stop(): void {
    this.alarms.clear(this);
  }

  /** Calls a handler, and watches it until what it gives has settled. Rejects with an error of Holdfast. */
  run<Input>(handler: Invoked<Input>, input: Input): Promise<void> {
    const calls = this.#callsOf(handler);
    const begun = this.alarms.now();
    calls.running += 1;
    const given = attempt(handler, input);
    // Here is the handler's first `await`.
    if (this.alarms.now() - begun > LATE) calls.held = true;
    return given.then(calls.ended, calls.failed);
  }

  #callsOf(handler: HandlerName): Calls {
    const known = this.#calls.get(handler);
    if (known !== undefined) return known;
    const calls = new Calls(handler, this.alarms);
    this.#calls.set(handler, calls);
    return calls;
  }

  /** A look. */
  ring(late: number): void {
    const handlers = late > LATE ? this.#suspects(this.alarms.now() - late) : [];
    for (const calls of this.#calls.values()) calls.held = false;
    this.start();
    if (late > LATE) this.owner.blocked({ duration: Math.round(late), handlers });
  }

  /** What ended before the look was due had ended before the loop stood still: in between nothing can have run. */
  #suspects(due: number): readonly string[] {
    const all = [...this.#calls.values()];
    const held = all.filter((calls) => calls.held);
    const suspects = held.length > 0 ? held : all.filter(({ running, endedAt }) => running > 0 || endedAt >= due);
    return [...new Set(suspects.map(({ name }) => name))].sort();
  }
}

function attempt<Input>(handler: Invoked<Input>, input: Input): Promise<unknown> {
  try {
    return Promise.resolve(handler.invoke(input));
  } catch (thrown) {
    return rejected(thrown);
  }
}

/** The calls of one handler. */
class Calls {
  /** How many are under way. */
  running = 0;
  /** When the last one ended. */
  endedAt = -Infinity;
  /** One of them has held the loop since the last look. */
  held = false;

  constructor(
    private readonly handler: HandlerName,
    private readonly clock: Clock,
  ) {}

  get name(): string {
    return `${this.handler.className}.${this.handler.method}`;
  }

  readonly ended = (): void => {
    this.running -= 1;
    this.endedAt = this.clock.now();
  };

  readonly failed = (thrown: unknown): never => {
    this.ended();
    throw handlerFailure(this.handler, thrown);
  };
}
