/** Where the simulator gets its time from. Every timer of the platform runs on it; its sockets run on real time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once after `delay` ms, never for `Infinity`. The result takes it back. */
  after(delay: number, callback: () => void): () => void;
}

const LONGEST_TIMER = 2_147_483_647;
const nothing = () => {};

/** The clock and the timers of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, callback) {
    // A longer delay would make setTimeout fire at once.
    if (delay > LONGEST_TIMER) return nothing;
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
