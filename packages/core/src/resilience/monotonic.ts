/** Reads milliseconds from some origin of its own; never runs backwards. */
export interface Clock {
  now(): number;
}

/** Milliseconds since the process began. Changes of the wall clock do not reach it. */
export const monotonicNow = (): number => performance.now();

export const monotonicClock: Clock = Object.freeze({ now: monotonicNow });
