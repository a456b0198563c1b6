const FIRST = 1_000;
const LONGEST = 30_000;

/** The wait in ms before the n-th attempt to connect again, from 1: exponential, capped, full jitter. */
export const reconnectDelay = (attempt: number, random: () => number): number =>
  random() * Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
