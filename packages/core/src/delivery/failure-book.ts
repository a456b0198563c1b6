import type { DialogRef } from './surroundings.js';

/** The message of a dialog whose handler has failed, and how often. Only one can be failing at a time. */
export interface FailedAttempts {
  readonly sequence: number;
  readonly attempts: number;
}

/** Where attempts that failed are counted beyond the life of the process. Nothing of it may throw or reject. */
export interface FailureBook {
  recall(dialog: DialogRef): Promise<FailedAttempts | undefined>;
  note(dialog: DialogRef, failed: FailedAttempts): void;
  forget(dialog: DialogRef): void;
}
