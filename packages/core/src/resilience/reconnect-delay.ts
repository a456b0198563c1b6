import { type Window, windowOf } from './window.js';

export interface ReconnectTerms {
  /** Counts from 1. */
  readonly attempt: number;
  readonly windows: readonly Window[];
  /** Random, in [0, 1). */
  readonly chance: number;
  /** What the platform asked for with `Retry-After`, in milliseconds. */
  readonly atLeast?: number | undefined;
}

/**
 * Milliseconds to wait before an attempt to connect: uniform in the window of that attempt. A wait that the platform
 * asked for moves the whole window up instead of cutting it off, or a crowd of bots would come back at that one moment.
 */
export const reconnectDelay = ({ attempt, windows, chance, atLeast = 0 }: ReconnectTerms): number => {
  const [from, to] = windowOf(attempt, windows);
  return Math.max(from, atLeast) + chance * (to - from);
};

/** The first wait after close code 1012, service restart. */
export const RESTART_WINDOW: Window = Object.freeze([5_000, 30_000] as const);

/**
 * The windows to use while coming back from close code 1012: first the restart window, then those of the given windows
 * that lie behind it, so that no wait is shorter than the one before.
 */
export const restartWindows = (windows: readonly Window[]): readonly Window[] => [
  RESTART_WINDOW,
  ...windows.filter(([from]) => from >= RESTART_WINDOW[1]),
];
