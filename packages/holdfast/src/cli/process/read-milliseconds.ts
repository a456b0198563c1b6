import { InvalidArgumentError } from 'commander';

const LONGEST = 600_000;

/** Reads an option that is a duration. @throws InvalidArgumentError, which commander tells with the option's name. */
export function readMilliseconds(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= LONGEST) return number;
  throw new InvalidArgumentError(`Give a whole number of milliseconds from 1 to ${LONGEST}.`);
}
