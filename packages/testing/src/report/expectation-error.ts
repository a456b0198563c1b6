/** What an expectation was, and what came instead. */
export interface Unmet {
  /** One sentence. */
  readonly fact: string;
  /** More of it, paragraph by paragraph. */
  readonly details: readonly string[];
  readonly seed: number;
  /** The line that brings this run back. */
  readonly replay: string;
  readonly cause?: unknown;
}

/** Something expected of a bot did not happen. The message tells the whole story and how to see it again. */
export class ExpectationError extends Error {
  readonly code = 'EXPECTATION';
  override readonly name = 'ExpectationError';
  /** Gives the same run again. */
  readonly seed: number;
  /** To be typed into a shell. */
  readonly replay: string;

  constructor({ fact, details, seed, replay, ...options }: Unmet) {
    super([fact, ...details, `The seed was ${seed}. To see it again:\n  ${replay}`].join('\n\n'), options);
    this.seed = seed;
    this.replay = replay;
  }
}
