/** One row of the table. */
export interface Case {
  /** For `--case`. */
  readonly name: string;
  readonly title: string;
  /** What the known clients reach, as the issue that set the bound has measured it. */
  readonly known: string;
  readonly bound: string;
  /** Who holds the watch, and what is left to chance. */
  readonly how: string;
  /** A patient case mostly waits, so that several run side by side; busy ones run one after another. */
  readonly pace: 'patient' | 'busy';
  /** @param seed decides whatever is left to chance. */
  readonly measure: (seed: number) => Promise<Measured>;
}

export interface Measured {
  /** For the table. */
  readonly value: string;
  readonly reached: boolean;
  /** The numbers behind the value, for the JSON file and for the lines below the table. */
  readonly figures: Readonly<Record<string, number>>;
}
