import { ArenaError } from '../arena-error.js';

/** Milliseconds, or a number with its unit: `250 ms`, `30 s`, `10 min`, `2 h`. */
export type Duration = number | string;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

/**
 * Gives milliseconds.
 *
 * @throws ArenaError for what is no duration.
 */
export function milliseconds(duration: Duration): number {
  const { amount, unit = 'ms' } = /^\s*(?<amount>\d+(?:\.\d+)?)\s*(?<unit>[a-z]+)\s*$/.exec(String(duration))
    ?.groups ?? {
    amount: String(duration),
  };
  const value = Number(amount) * (UNITS.get(unit) ?? NaN);
  if (Number.isFinite(value) && value >= 0 && String(duration).trim() !== '') return value;
  throw new ArenaError(
    `"${duration}" is not a duration. Write milliseconds as a number, or a text such as '250 ms', '30 s', '10 min', '2 h'.`,
  );
}

/** A duration as people read it. */
export function inWords(duration: number): string {
  const [unit, size] = [...UNITS].findLast(([, each]) => duration >= each) ?? ['ms', 1];
  return `${Number((duration / size).toFixed(1))} ${unit}`;
}
