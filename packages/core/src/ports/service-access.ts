import type { Domains } from '../protocol/domains.js';
import type { Authorizer } from './authorizer.js';
import type { Call } from './call.js';
import type { Logger } from './logger.js';

/** What the services of an account work with. A running bot shares its session through it. */
export interface ServiceAccess {
  readonly accountId: string;
  /** The account's hosts. An old answer is given until `stale` is called. */
  domains(call: Call): Promise<Domains>;
  /** A host could not be reached: ask the domain service again, the next time that hosts are needed. */
  stale(): void;
  /** What calls are authorized with, unless a service has a way of its own: mostly the bearer of the logged-in user. */
  readonly authorizer: Authorizer;
  /** The terms of each call. Its signal ends with the owner. */
  terms(signal?: AbortSignal): Call;
  readonly log: Logger;
  /** Tells how old a token is, in milliseconds. @default the monotonic clock */
  readonly clock?: { now(): number } | undefined;
  /** Values that must never be printed have become known. */
  secrets(values: readonly string[]): void;
}
