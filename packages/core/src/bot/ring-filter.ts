import type { Ring } from '../conversation/ring.js';
import { synchronous } from './predicate.js';
import type { Complain } from './complain.js';

/** Which rings a handler takes. */
export type RingFilter = ((ring: Ring) => boolean) | RingCriteria;

export interface RingCriteria {
  /** The id of the skill whose queue the conversation is in. */
  readonly skill?: string;
}

export type RingTest = (ring: Ring) => boolean;

/** Reads the argument of `@OnRing`, which plain JavaScript may have got wrong. */
export function ringTest(filter: unknown, complain: Complain): RingTest {
  if (filter === undefined) return () => true;
  if (typeof filter === 'function') return synchronous<Ring>(filter, complain);
  if (!isCriteria(filter)) throw complain("takes a predicate, { skill: '300000001' } or nothing");
  const { skill } = filter;
  if (skill === undefined) return () => true;
  if (typeof skill !== 'string' || skill === '') throw complain('needs `skill` to be the id of a skill, as text');
  return (ring) => ring.skillId === skill;
}

const isCriteria = (value: unknown): value is { readonly skill?: unknown } =>
  typeof value === 'object' && value !== null && Object.keys(value).every((key) => key === 'skill');
