/** One line of a story. */
export interface Step {
  readonly key: string;
  readonly at: number;
  readonly tone: 'fault' | 'wait' | 'good' | 'bad' | 'busy' | 'off';
  readonly text: string;
  /** A moment that the step announces, to be counted down to. */
  readonly due?: number;
}
