import type { Faults } from '../faults/faults.js';

/** What one switch of the console does. */
export interface Breakage {
  readonly label: string;
  readonly explains: string;
  readonly target: 'bot' | 'platform';
  /** How the log of faults calls what it does. */
  readonly rules: readonly string[];
  /** `once` acts when it is told to, or on the next thing it waits for; a `switch` is on until it is off. */
  readonly kind: 'switch' | 'once';
  /** Begins, and gives a way to end it. */
  readonly begin: (faults: Faults) => Damage;
}

/** A breakage at work. */
export interface Damage {
  readonly isActive: () => boolean;
  readonly end: () => void;
}
