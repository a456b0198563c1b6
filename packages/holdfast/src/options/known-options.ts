import { ConfigurationError } from '@holdfast/core/internal';

/** Which names an object of options may have, and what stands before them in a message. */
export interface KnownOptions {
  readonly known: readonly string[];
  readonly prefix?: string;
}

/** @throws ConfigurationError for the first name that is not known: a typing error must not pass for a default. */
export function rejectUnknown(given: object, { known, prefix = '' }: KnownOptions): void {
  const odd = Object.keys(given).find((name) => !known.includes(name));
  if (odd === undefined) return;
  // What does not look like a name may be a value in the wrong place, and values are not repeated.
  const option = /^\w{1,40}$/.test(odd) ? `${prefix}${odd}` : `${prefix}[…]`;
  const names = known.map((name) => prefix + name).join(', ');
  throw new ConfigurationError(option, `${option} is not an option. Known here: ${names}.`);
}
