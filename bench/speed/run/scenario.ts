import type { Arena, Contender } from './arena.js';

export interface Terms {
  /** A short run: enough to see that everything works, too little to judge. */
  readonly quick: boolean;
}

/** What one client reached in one round, by the names of the rows. */
export type Figures = Readonly<Record<string, number>>;

/** What is measured while a client is up. All contenders take their turn in each round. */
export interface Scenario {
  readonly name: string;
  readonly contenders: readonly Contender[];
  readonly rounds: (terms: Terms) => number;
  readonly measure: (arena: Arena, contender: Contender, terms: Terms) => Promise<Figures>;
  readonly rows: readonly Row[];
}

/** One line of the table. */
export interface Row {
  /** The figure that it shows. */
  readonly figure: string;
  readonly title: string;
  readonly unit: string;
  /** How the figure of Holdfast is judged. */
  readonly judge: Judge;
}

export type Judge =
  /** By its ratio to another contender's in the same round. */
  | { readonly against: Contender; readonly better: 'more' | 'less'; readonly must?: number; readonly aim?: number }
  /** By itself. */
  | { readonly better: 'less'; readonly must?: number; readonly aim?: number };
