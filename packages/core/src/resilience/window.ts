import { ConfigurationError } from '../errors/configuration.js';

/** The shortest wait, and the first that is too long, in milliseconds. */
export type Window = readonly [from: number, to: number];

/** One window for each attempt, counted from 1; the last one serves all later attempts. */
export const windowOf = (attempt: number, windows: readonly Window[]): Window => {
  const window = windows[Math.min(Math.max(attempt, 1), windows.length) - 1];
  if (!window)
    throw new RangeError(`No window for attempt ${attempt}: give at least one window and a whole attempt number.`);
  return window;
};

/**
 * Refuses windows that could not be kept.
 *
 * @param option how the author wrote it, for example `session.reconnect.windows`; the error names it.
 */
export const assertWindows = (windows: readonly Window[], option: string): void => {
  const wrong = (fact: string): ConfigurationError =>
    new ConfigurationError(option, `${option} ${fact}. Give a list of [from, to] in milliseconds, 0 <= from <= to.`);
  if (windows.length === 0) throw wrong('is empty');
  for (const [from, to] of windows) {
    if (!(from >= 0 && to >= from && to < Infinity)) throw wrong(`holds [${from}, ${to}]`);
  }
};
