/** The message of a dialog whose handler has failed, and how often. Only one can be failing at a time. */
export interface FailedAttempts {
  readonly sequence: number;
  readonly attempts: number;
}

export interface DialogKey {
  readonly conversationId: string;
  readonly dialogId: string;
}

/** Where attempts that failed are counted beyond the life of the process. Nothing of it may throw or reject. */
export interface FailureBook {
  recall(dialog: DialogKey): Promise<FailedAttempts | undefined>;
  note(dialog: DialogKey, failed: FailedAttempts): void;
  forget(dialog: DialogKey): void;
}
