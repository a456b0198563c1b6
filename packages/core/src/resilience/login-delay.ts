import { type Window, windowOf } from './window.js';

export interface RefusedTerms {
  /** Logins refused in a row, counted from 1. */
  readonly refusals: number;
  readonly windows: readonly Window[];
  /** Random, in [0, 1). */
  readonly chance: number;
}

/** Milliseconds to wait after a refused login: uniform in the window of that refusal. */
export const refusedDelay = ({ refusals, windows, chance }: RefusedTerms): number => {
  const [from, to] = windowOf(refusals, windows);
  return from + chance * (to - from);
};

export interface LoginMoments {
  /** When the last login of this user began; absent before the first. */
  readonly lastLoginAt?: number | undefined;
  /** By the same monotonic clock. */
  readonly now: number;
  readonly minInterval: number;
}

/** Milliseconds until the next login of the same user may begin; 0 when it may begin at once. */
export const loginFloor = ({ lastLoginAt = -Infinity, now, minInterval }: LoginMoments): number =>
  Math.min(Math.max(lastLoginAt + minInterval - now, 0), minInterval);
