import type { Ring } from '../conversation/ring.js';
import { ConfigurationError } from '../errors/configuration.js';

/** What becomes of a ring that no `@OnRing` handler decides. */
export type AcceptPolicy =
  /** Every ring is accepted. */
  | 'all'
  /** Every ring is left alone: it expires, and the platform offers the conversation elsewhere. */
  | 'none'
  /** Accepted if it says so, left alone otherwise. */
  | ((ring: Ring) => boolean | Promise<boolean>)
  | AcceptTerms;

/** All that is given must hold. A ring for another skill or beyond the capacity is declined at once, so that nobody waits for it. */
export interface AcceptTerms {
  /** Ids of the only skills that this bot takes. */
  readonly skills?: readonly string[];
  /** Conversations that this bot is responsible for at once: its own limit, below the platform's. */
  readonly capacity?: number;
  /** What it does not want is left alone. */
  readonly when?: (ring: Ring) => boolean | Promise<boolean>;
}

/** @throws ConfigurationError naming `accept`, or the term at fault. */
export function checkAcceptPolicy(accept: unknown): void {
  if (accept === 'all' || accept === 'none' || typeof accept === 'function') return;
  if (typeof accept !== 'object' || accept === null || Array.isArray(accept)) {
    throw wrong('accept', "'all', 'none', a function of the ring, or terms such as { skills: ['300'], capacity: 50 }");
  }
  const { skills, capacity, when, ...rest }: { readonly [K in keyof AcceptTerms]?: unknown } = accept;
  if (Object.keys(rest).length > 0) throw wrong('accept', 'terms made of skills, capacity and when');
  if (skills !== undefined && !(Array.isArray(skills) && skills.every((id) => typeof id === 'string' && id !== ''))) {
    throw wrong('accept.skills', 'a list of ids of skills, as text');
  }
  if (capacity !== undefined && !(Number.isInteger(capacity) && Number(capacity) >= 0)) {
    throw wrong('accept.capacity', 'a whole number, 0 or more');
  }
  if (when !== undefined && typeof when !== 'function') throw wrong('accept.when', 'a function of the ring');
}

const wrong = (option: string, range: string): ConfigurationError =>
  new ConfigurationError(option, `The option ${option} must be ${range}.`);

export type Verdict = 'accept' | 'reject' | 'leave';

/** Whether this bot wants a ring. Whether it has room for it is another question; see `capacityOf`. */
export async function verdictOn(ring: Ring, policy: AcceptPolicy): Promise<Verdict> {
  if (policy === 'all') return 'accept';
  if (policy === 'none') return 'leave';
  if (typeof policy === 'function') return (await policy(ring)) ? 'accept' : 'leave';
  const { skills, when } = policy;
  if (skills !== undefined && !skills.includes(ring.skillId ?? '')) return 'reject';
  return when === undefined || (await when(ring)) ? 'accept' : 'leave';
}

export const capacityOf = (policy: AcceptPolicy): number =>
  typeof policy === 'object' ? (policy.capacity ?? Infinity) : Infinity;
