import { ConfigurationError } from '@holdfast/core/internal';

/** Namespaces that version 2 keeps for itself. Source: rest-and-auth.md §7.3. */
const RESERVED: ReadonlySet<string> = new Set(['consumer', 'operational', 'conversation', 'faas', 'custom', 'sde']);

/** @throws ConfigurationError for a namespace that the service would not take. */
export function checkNamespace(namespace: string, version: 1 | 2): void {
  if (!/^\w{1,256}$/.test(namespace)) {
    throw wrong('namespace', 'is not made of letters, digits and underscores');
  }
  if (version === 2 && RESERVED.has(namespace)) {
    throw wrong('namespace', `is one of those that the platform keeps for itself: ${[...RESERVED].join(', ')}`);
  }
}

/** @throws ConfigurationError for a name that cannot stand where names stand. */
export function checkName(option: 'session' | 'name', name: string): void {
  if (name === '' || name.length > 512 || /\p{Cc}/u.test(name))
    throw wrong(option, 'is empty, too long, or has control characters');
}

/** Whole seconds. @throws ConfigurationError for less than one */
export function secondsOf(ttl: number): number {
  const seconds = Math.floor(ttl / 1_000);
  if (seconds >= 1 && Number.isSafeInteger(seconds)) return seconds;
  throw wrong('ttl', 'is less than a second');
}

const wrong = (option: string, fault: string): ConfigurationError =>
  new ConfigurationError(option, `The context service was not asked: the ${option} ${fault}.`);
