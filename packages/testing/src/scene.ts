import type { Chronicle } from './report/chronicle.js';
import { ExpectationError, type Unmet } from './report/expectation-error.js';
import type { ArenaTime } from './time/arena-time.js';

export interface SceneParts {
  readonly seed: number;
  readonly replay: string;
  readonly time: ArenaTime;
  readonly chronicle: Chronicle;
  /** Milliseconds. */
  readonly patience: number;
}

/** What everybody in an arena shares. */
export class Scene {
  readonly seed: number;
  readonly replay: string;
  readonly time: ArenaTime;
  readonly chronicle: Chronicle;
  readonly patience: number;

  constructor({ seed, replay, time, chronicle, patience }: SceneParts) {
    this.seed = seed;
    this.replay = replay;
    this.time = time;
    this.chronicle = chronicle;
    this.patience = patience;
  }

  /** An expectation that was not met, with the way to see that again. */
  unmet(unmet: Pick<Unmet, 'fact' | 'details' | 'cause'>): ExpectationError {
    return new ExpectationError({ ...unmet, seed: this.seed, replay: this.replay });
  }
}
