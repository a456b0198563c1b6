import { ConfigurationError, type PlatformTimeouts } from '@holdfast/core/internal';
import { rejectUnknown } from './known-options.js';

const KNOWN = ['stage', 'response', 'close'] as const;
/** The longest delay that a timer of Node.js can hold. */
const LONGEST = 2_147_483_647;

/** @throws ConfigurationError for an unknown name, or a value that is no duration. */
export function readTimeouts(given: unknown): PlatformTimeouts {
  if (typeof given !== 'object' || given === null) {
    throw new ConfigurationError('timeouts', 'The option timeouts is not an object. Write it like { stage: 10_000 }.');
  }
  rejectUnknown(given, { known: KNOWN, prefix: 'timeouts.' });
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of entries) {
    if (typeof value === 'number' && value >= 0 && (value <= LONGEST || value === Infinity)) continue;
    throw new ConfigurationError(
      `timeouts.${name}`,
      `The option timeouts.${name} is not a number of milliseconds from 0 to ${LONGEST}, or Infinity for never.`,
    );
  }
  return Object.freeze(Object.fromEntries(entries));
}
