import { type Window, windowOf } from './window.js';

export interface ReconnectTerms {
  /** Counts from 1. */
  readonly attempt: number;
  readonly windows: readonly Window[];
  /** Random, in [0, 1). */
  readonly chance: number;
  /** What the platform asked for with `Retry-After`, in milliseconds. */
  readonly atLeast?: number | undefined;
  /** What `nextFloor` gave for the attempt before. @default 0 */
  readonly floor?: number | undefined;
}

/**
 * Milliseconds to wait before an attempt to connect: uniform in the window of that attempt. A wait that the platform
 * asked for moves the whole window up instead of cutting it off, or a crowd of bots would come back at that one moment.
 */
export const reconnectDelay = ({ attempt, windows, chance, atLeast = 0, floor = 0 }: ReconnectTerms): number => {
  const [from, to] = windowOf(attempt, windows);
  const least = Math.max(from, floor);
  return Math.max(least, atLeast) + chance * Math.max(to - least, 0);
};

/**
 * The least that later attempts may wait: the longest wait that was drawn so far, since windows may overlap. The last
 * window repeats for ever and does not count, or all bots would gather at its upper end. What the platform asked for is
 * no part of it either.
 */
export const nextFloor = ({ attempt, windows, chance, floor = 0 }: ReconnectTerms): number =>
  attempt < windows.length ? reconnectDelay({ attempt, windows, chance, floor }) : floor;

/** The first wait after the close codes 1012, service restart, and 1013, try again later. */
export const RESTART_WINDOW: Window = Object.freeze([5_000, 30_000] as const);

/**
 * The windows to use while coming back from such a close: first the restart window, then those of the given windows
 * that lie behind it, so that no wait is shorter than the one before.
 */
export const restartWindows = (windows: readonly Window[]): readonly Window[] => [
  RESTART_WINDOW,
  ...windows.filter(([from]) => from >= RESTART_WINDOW[1]),
];
