import { ConfigurationError } from '../errors/configuration.js';

/** How long things are remembered, and how long a handler waits for the store. All in milliseconds. */
export interface MemoryOptions {
  /** After the end of a conversation. @default 86_400_000, one day */
  readonly keepAfterClose: number;
  /** After the last change of an entry, whatever became of its conversation. @default 2_592_000_000, thirty days */
  readonly keepUnused: number;
  /** For one answer of the store; after that a handler goes on without it. @default 2_000 */
  readonly timeout: number;
  /** For one answer of the store to a call that asked for `durable`. @default 10_000 */
  readonly durableTimeout: number;
}

const defaults: MemoryOptions = Object.freeze({
  keepAfterClose: 86_400_000,
  keepUnused: 2_592_000_000,
  timeout: 2_000,
  durableTimeout: 10_000,
});

/** Merges and checks once. Throws `ConfigurationError` naming the option. */
export function memoryOptions(given: Partial<MemoryOptions> = {}): MemoryOptions {
  const odd = Object.entries(given).find(
    ([name, value]) => !(name in defaults) || typeof value !== 'number' || !(value > 0),
  );
  if (odd === undefined) return Object.keys(given).length === 0 ? defaults : { ...defaults, ...given };
  const known = Object.keys(defaults).join(', ');
  throw new ConfigurationError(
    `memory.${odd[0]}`,
    `The option memory.${odd[0]} is not one of ${known}, or not a number of milliseconds above 0.`,
  );
}
