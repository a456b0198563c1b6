import type { Grant, Platform } from '@holdfast/core/internal';
import type { Domains } from '@holdfast/core/protocol';
import type { Environment } from '../../../options/environment-options.js';
import type { Line } from '../way/open-line.js';
import type { Route } from '../way/route.js';
import type { Terms } from '../way/terms.js';

/** In the order in which they are taken. */
export type StepName =
  | 'configuration'
  | 'proxy'
  | 'network'
  | 'tls'
  | 'domains'
  | 'hosts'
  | 'login'
  | 'socket'
  | 'clock'
  | 'agent-state'
  | 'permissions'
  | 'logout';

/** One question to an account. */
export interface Step {
  readonly name: StepName;
  /** What it finds out, in words. */
  readonly asks: string;
  /** If one of these failed, it is skipped. */
  readonly needs: readonly StepName[];
  /** Rejects with an error that says what to do. Ends soon after the signal or `terms.timeout`, whichever comes first. */
  ask(facts: Facts): Promise<Finding>;
}

export interface Finding {
  /** `warned`: it works, and something is odd. `unneeded`: there was nothing to ask. @default 'ok' */
  readonly outcome?: 'ok' | 'warned' | 'unneeded';
  /** What was found, in one line. */
  readonly says: string;
  /** For the steps to come. */
  readonly learnt?: Partial<Facts>;
}

/** What is known so far. */
export interface Facts {
  readonly env: Environment;
  readonly terms: Terms;
  readonly platform?: Platform;
  readonly route?: Route;
  readonly domains?: Domains;
  readonly grant?: Grant;
  readonly line?: Line;
}

/** A fact that a step which went well has left. */
export function known<Name extends keyof Facts>(facts: Facts, name: Name): NonNullable<Facts[Name]> {
  const fact = facts[name];
  if (fact === undefined || fact === null) throw new TypeError(`A step needs ${name}, which no step before has found.`);
  return fact;
}
