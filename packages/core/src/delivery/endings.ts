import { LazyMap } from '../collections/lazy-map.js';
import type { Lane } from './lane.js';

export interface EndingsWires {
  /** The record of the lane is not to be asked any more. */
  seal(lane: Lane): void;
  /** Nothing is left to do in the lane. */
  ended(lane: Lane): void;
}

interface Pending {
  readonly over: Promise<void>;
  readonly resolve: () => void;
  timer: ReturnType<typeof setTimeout>;
}

/** How long a closed dialog waits for more of its record. */
const PATIENCE = 10_000;

/** Lanes of closed dialogs that still have messages to read or to handle. */
export class Endings {
  readonly #pending = new LazyMap<Lane, Pending>();

  constructor(private readonly wires: EndingsWires) {}

  /** When the lane is over; `undefined` if it is not ending. */
  of(lane: Lane): Promise<void> | undefined {
    return this.#pending.get(lane)?.over;
  }

  begin(lane: Lane): Promise<void> {
    let resolve = (): void => {};
    const over = new Promise<void>((resolved) => (resolve = resolved));
    this.#pending.set(lane, { over, resolve, timer: this.#patience(lane) });
    return over;
  }

  /** Something about the lane has changed: it may be done. Any number of times is fine, for any lane. */
  check(lane: Lane): void {
    if (!this.#pending.has(lane) || lane.queue.length > 0 || lane.turn !== undefined) return;
    if (lane.sealed || (!lane.reading && !lane.behind)) this.wires.ended(lane);
  }

  over(lane: Lane): void {
    const pending = this.#pending.get(lane);
    if (pending === undefined) return;
    this.#pending.delete(lane);
    clearTimeout(pending.timer);
    pending.resolve();
  }

  /** As long as the reading gets on, it may go on. */
  #patience(lane: Lane): ReturnType<typeof setTimeout> {
    const place = lane.cursor.next;
    return setTimeout(() => {
      if (lane.reading && lane.cursor.next === place) this.wires.seal(lane);
      this.check(lane);
      const pending = this.#pending.get(lane);
      if (pending !== undefined) pending.timer = this.#patience(lane);
    }, PATIENCE);
  }
}
